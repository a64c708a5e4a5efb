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

/** A plugin of the project's own, or one with a prefix, brings routes; a package's plugin comes before them. */
function roleOfRegister(args: readonly Expression[], outline: Outline): Role {
  const [plugin] = args;
  if (plugin === undefined) return 'other';
  if (plugin.kind === 'function') return 'route';
  const name = plugin.kind === 'call' ? nameOf(plugin.callee) : nameOf(plugin);
  const binding = outline.imports.find(({ local }) => local === name);
  const options = args[1];
  const prefixed = options !== undefined && /\bprefix\b/.test(outline.text.slice(options.start, options.end));
  return binding !== undefined && !binding.from.startsWith('.') && !prefixed ? 'middleware' : 'route';
}
