import { type Call, type Expression, expressionsIn, pathOf } from '../edit/outline.js';
import { type Dialect, isMemberCall, nameOf } from './dialect.js';

const routeMethods = [
  'all',
  'delete',
  'get',
  'mount',
  'on',
  'openapi',
  'options',
  'patch',
  'post',
  'put',
  'route',
];

/** Hono 4, also with OpenAPI (`@hono/zod-openapi`) and by the factory of `hono/factory`. */
export const hono: Dialect = {
  id: 'hono',
  title: 'Hono',
  packageName: 'hono',
  morePackages: ['hono/tiny', 'hono/quick', 'hono/factory', '@hono/zod-openapi', '@hono/swagger-ui'],

  creates(call, bindings) {
    if (isMemberCall(call, bindings, ['Hono', 'OpenAPIHono'])) return true;
    if (call.callee.kind !== 'member' || call.callee.name !== 'createApp') return false;
    return bindings.some(({ from, imported }) => from === 'hono/factory' && imported === 'createFactory');
  },

  roleOf({ method }) {
    if (routeMethods.includes(method)) return 'route';
    if (method === 'use') return 'middleware';
    return method === 'onError' || method === 'notFound' ? 'errors' : 'other';
  },

  /** `serve({ fetch: app.fetch })` of `@hono/node-server`, `serve(app)` and `Bun.serve(app)`. */
  serves(call, app) {
    if (!/^serve$|^createAdaptorServer$/.test(nameOf(call.callee))) return false;
    return call.args.some((arg) => [...expressionsIn(arg)].some((part) => isApp(part, app)));
  },
};

const isApp = (part: Expression | Call, app: string): boolean =>
  pathOf(part) === app || pathOf(part) === `${app}.fetch`;
