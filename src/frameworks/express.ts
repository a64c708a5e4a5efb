import { type Binding, type Expression, type Outline, pathOf } from '../edit/outline.js';
import { chainRoot, type Dialect, isMemberCall, nameOf, type Role } from './dialect.js';
import type { Program } from './program.js';

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

  roleOf({ method, args }, outline, program) {
    if (routeMethods.includes(method)) {
      if (method === 'get' && args.length === 1) return 'other';
      return isCatchAll(args[0]) && method !== 'options' ? 'errors' : 'route';
    }
    if (method === 'use') return roleOfUse(args, outline, program);
    return method === 'listen' ? 'listen' : 'other';
  },
};

function roleOfUse(args: readonly Expression[], outline: Outline, program: Program | null): Role {
  const [first] = args;
  if (first?.kind === 'string' && isCatchAll(first)) return 'errors';
  if (args.some((arg) => isParser(arg, outline)) && first?.kind !== 'string') return 'parser';
  if (first?.kind === 'string') return 'route';
  const roles = args.map((arg) => roleOfHandler(arg, outline, program));
  const order: readonly Role[] = ['errors', 'route', 'middleware'];
  return order.find((role) => roles.includes(role)) ?? 'middleware';
}

/** A path that takes whatever is left: `*`, `/*`, `/{*rest}` and `(.*)`. */
const isCatchAll = (arg: Expression | undefined): boolean =>
  arg?.kind === 'string' && /^\/?(\*\w*|\{\*\w*\}|\(\.\*\))$/.test(arg.value);

const isParser = (arg: Expression, outline: Outline): boolean =>
  isMemberCall(arg, from(outline, ['express', 'body-parser']), parserNames) ||
  (arg.kind === 'call' && /^bodyParser$/i.test(nameOf(arg.callee)));

/** What a handler is: by its parameters, by what its name means in the project, else by its name. */
function roleOfHandler(arg: Expression, outline: Outline, program: Program | null): Role {
  if (arg.kind === 'function') return roleOfParams(arg.params.length);
  const name = arg.kind === 'call' ? nameOf(arg.callee) : nameOf(arg);
  if (/error|not_?found|404/i.test(name) && !/request|logg/i.test(name))
    return knownRole(arg, outline, program) ?? 'errors';
  const known = knownRole(arg, outline, program);
  if (known !== null) return known;
  if (name === '' || namesMiddleware.test(name)) return 'middleware';
  const binding = outline.imports.find(({ local }) => local === name);
  if (binding !== undefined)
    return binding.from.startsWith('.') || /rout/i.test(name) ? 'route' : 'middleware';
  return /rout/i.test(name) ? 'route' : 'middleware';
}

const namesMiddleware =
  /middleware|logg|security|cors|auth|helmet|limit|session|passport|context|request|trac|metric|compress|static|cookie|i18n|locale|sentry|morgan|parser|monitor|initialize/i;

/** Express knows an error handler by its four parameters; one that takes no `next` answers whatever is left. */
const roleOfParams = (count: number): Role => (count === 4 ? 'errors' : count < 3 ? 'errors' : 'middleware');

/** What a name stands for, in this file or the one that it comes from; null where that can't be told. */
function knownRole(arg: Expression, outline: Outline, program: Program | null): Role | null {
  const path = pathOf(arg);
  if (path === null) return null;
  const meant = program?.meaning(outline, path) ?? (path.includes('.') ? null : { outline, local: path });
  if (meant === null) return null;
  for (const { declares, blocks, kind, expressions } of meant.outline.module.statements) {
    const declared = declares.find(({ name }) => name === meant.local);
    const body = blocks.find((block) => block.kind === 'function' && block.name === meant.local);
    if (body !== undefined)
      return body.params.length === 4 ? 'errors' : body.params.length < 3 ? null : 'middleware';
    const value =
      declared?.value ?? (kind === 'export' && meant.local === 'default' ? expressions[0] : undefined);
    const root = chainRoot(value ?? null);
    if (root?.kind === 'call' && nameOf(root.callee) === 'Router') return 'route';
  }
  return null;
}
