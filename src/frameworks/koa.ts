import type { Expression, Outline } from '../edit/outline.js';
import { type Dialect, isMemberCall, nameOf, type Role } from './dialect.js';

const parserPackages = [
  'koa-bodyparser',
  '@koa/bodyparser',
  'koa-body',
  'koa-better-body',
  'koa-body-parser',
];

/** Koa 2 and 3. */
export const koa: Dialect = {
  id: 'koa',
  title: 'Koa',
  packageName: 'koa',

  /** `new Koa()` by any name, also from `import = require` and a namespace. */
  creates(call, bindings) {
    if (call.callee.kind === 'name') {
      const { name } = call.callee;
      return bindings.some(({ local, imported }) => local === name && ['default', '*'].includes(imported));
    }
    return isMemberCall(call, bindings, ['default']);
  },

  roleOf({ method, args }, outline) {
    if (method === 'use') return roleOfUse(args[0], outline);
    return method === 'listen' ? 'listen' : 'other';
  },
};

function roleOfUse(arg: Expression | undefined, outline: Outline): Role {
  if (arg === undefined) return 'other';
  const name = nameOf(arg.kind === 'call' ? arg.callee : arg);
  if (arg.kind === 'function') return arg.params.length < 2 ? 'route' : 'middleware';
  const root = rootName(arg);
  const from = outline.imports.find(({ local }) => local === root)?.from ?? '';
  if (parserPackages.includes(from) || /^(koa)?body(parser)?$/i.test(name)) return 'parser';
  if (/^(routes|allowedMethods|middleware)$/.test(name) && arg.kind === 'call') return 'route';
  if (/^(koa-mount|koa-graphql|koa-proxies)$/.test(from) || /rout/i.test(`${root} ${name}`)) return 'route';
  return /notfound/i.test(name) ? 'errors' : 'middleware';
}

/** The name that an expression begins with: `router` in `router.routes()`. */
function rootName(expression: Expression): string {
  if (expression.kind === 'call') return rootName(expression.callee);
  if (expression.kind === 'member') return rootName(expression.object);
  return expression.kind === 'name' ? expression.name : '';
}
