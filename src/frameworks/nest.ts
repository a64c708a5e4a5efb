import { type Dialect, isMemberCall } from './dialect.js';

/** NestJS 10 to 12, on Express or Fastify. */
export const nest: Dialect = {
  id: 'nest',
  title: 'NestJS',
  packageName: '@nestjs/core',
  installsAtBirth: true,

  /** `NestFactory.create(AppModule)`; microservices and contexts without HTTP are none of ours. */
  creates(call, bindings) {
    const { callee } = call;
    if (callee.kind !== 'member' || callee.name !== 'create') return false;
    if (callee.object.kind === 'name') {
      const { name } = callee.object;
      return bindings.some(({ local, imported }) => local === name && imported === 'NestFactory');
    }
    return (
      callee.object.kind === 'member' &&
      isMemberCall({ ...call, callee: callee.object }, bindings, ['NestFactory'])
    );
  },

  roleOf({ method }) {
    if (method === 'listen') return 'listen';
    return method === 'use' || method.startsWith('useGlobal') ? 'middleware' : 'other';
  },
};
