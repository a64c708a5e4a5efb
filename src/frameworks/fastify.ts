import type { Expression, Outline } from '../edit/outline.js';
import { type Dialect, isMemberCall, nameOf, type Role } from './dialect.js';

const routeMethods = ['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'route'];
const parserMethods = ['addContentTypeParser', 'setValidatorCompiler', 'setSerializerCompiler'];
const errorMethods = ['setErrorHandler', 'setNotFoundHandler'];

/** Fastify 4 and 5. */
export const fastify: Dialect = {
  id: 'fastify',
  title: 'Fastify',
  packageName: 'fastify',

  /** `Fastify()` by any name: the default export, `{ fastify }`, `import * as` and `require`. */
  creates(call, bindings) {
    if (call.callee.kind === 'name') {
      const { name } = call.callee;
      return bindings.some(
        ({ local, imported }) => local === name && ['default', '*', 'fastify'].includes(imported),
      );
    }
    return isMemberCall(call, bindings, ['default', 'fastify']);
  },

  roleOf({ method, args }, outline) {
    if (routeMethods.includes(method)) return 'route';
    if (parserMethods.includes(method)) return 'parser';
    if (errorMethods.includes(method)) return 'errors';
    if (method === 'register') return roleOfRegister(args, outline);
    if (method === 'listen') return 'listen';
    return method === 'addHook' || method.startsWith('decorate') ? 'middleware' : 'other';
  },
};

/** What loads a folder of plugins or routes, which are the project's own. */
const loaders = ['@fastify/autoload', 'fastify-autoload'];

/** A plugin of the project's own, or one with a prefix, brings routes; a package's plugin comes before them. */
function roleOfRegister([plugin, options]: readonly Expression[], outline: Outline): Role {
  if (plugin === undefined) return 'other';
  const from = originOf(plugin, outline);
  if (from === null || from.startsWith('.') || loaders.includes(from)) return 'route';
  const prefixed = options !== undefined && /\bprefix\b/.test(outline.text.slice(options.start, options.end));
  return prefixed ? 'route' : 'middleware';
}

/** The module that a plugin comes from; null for one that the file itself makes. */
function originOf(plugin: Expression, outline: Outline): string | null {
  if (plugin.kind === 'await') return originOf(plugin.value, outline);
  const name = plugin.kind === 'call' ? nameOf(plugin.callee) : nameOf(plugin);
  const [argument] = plugin.kind === 'call' ? plugin.args : [];
  if ((name === 'import' || name === 'require') && argument?.kind === 'string') return argument.value;
  const from = outline.imports.find(({ local }) => local === name)?.from ?? null;
  return from === 'fastify-plugin' && argument !== undefined ? originOf(argument, outline) : from;
}
