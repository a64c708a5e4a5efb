import type { Binding, Expression, Outline } from '../edit/outline.js';
import { type Dialect, isMemberCall, nameOf, type Role } from './dialect.js';

const routeMethods = ['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'route'];
const parserNames = ['json', 'raw', 'text', 'urlencoded'];

const from = (outline: Outline, packages: readonly string[]): readonly Binding[] =>
  outline.imports.filter((binding) => packages.includes(binding.from));

/** Express 4 and 5. */
export const express: Dialect = {
  id: 'express',
  title: 'Express',
  packageName: 'express',

  /** `express()` by any name, also from `import * as` and `require`. */
  creates(call, bindings) {
    if (call.callee.kind === 'name') {
      const { name } = call.callee;
      return bindings.some(
        ({ local, imported }) => local === name && ['default', '*', 'express'].includes(imported),
      );
    }
    return isMemberCall(call, bindings, ['default']);
  },

  roleOf({ method, args }, outline) {
    if (routeMethods.includes(method)) return method === 'get' && args.length === 1 ? 'other' : 'route';
    if (method === 'use') return roleOfUse(args, outline);
    return method === 'listen' ? 'listen' : 'other';
  },
};

function roleOfUse(args: readonly Expression[], outline: Outline): Role {
  const [first] = args;
  if (first?.kind === 'string') return 'route';
  if (args.some((arg) => isParser(arg, outline))) return 'parser';
  if (args.some((arg) => handlesErrors(arg, outline))) return 'errors';
  return args.some((arg) => isRouter(arg, outline)) ? 'route' : 'middleware';
}

const isParser = (arg: Expression, outline: Outline): boolean =>
  isMemberCall(arg, from(outline, ['express', 'body-parser']), parserNames);

/** Express knows an error handler by its four parameters; one from another file by its name. */
function handlesErrors(arg: Expression, outline: Outline): boolean {
  if (arg.kind === 'function') return arg.params.length === 4;
  if (arg.kind === 'call') return /error/i.test(nameOf(arg.callee));
  if (arg.kind !== 'name') return false;
  const own = outline.module.statements.find(({ declares }) =>
    declares.some(({ name }) => name === arg.name),
  );
  const body = own?.blocks.find((block) => block.kind === 'function' && block.name === arg.name);
  return body === undefined ? /error/i.test(arg.name) : body.params.length === 4;
}

/** A router is made by `Router()` in this file, or comes from another file of the project. */
function isRouter(arg: Expression, outline: Outline): boolean {
  const name = arg.kind === 'call' ? nameOf(arg.callee) : arg.kind === 'name' ? arg.name : '';
  if (name === '') return false;
  if (/middleware|logg|security|cors|auth/i.test(name)) return false;
  const binding = outline.imports.find(({ local }) => local === name);
  if (binding !== undefined) return binding.from.startsWith('.') || /rout/i.test(name);
  const declared = outline.module.statements
    .flatMap(({ declares }) => declares)
    .find((declaration) => declaration.name === name);
  return declared?.value?.kind === 'call' && nameOf(declared.value.callee) === 'Router';
}
