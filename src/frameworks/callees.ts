import {
  type Block,
  type Call,
  classOf,
  type Expression,
  type Outline,
  pathOf,
  type Statement,
  scopeOf,
} from '../edit/outline.js';
import { type AppPlace, blocksIn, headOf, type Search } from './app-place.js';

/**
 * The functions that a call runs with the app: given to it as an argument or in an object, or known to it because it is a
 * method of the same class or a function inside of the app's scope.
 */
export function calleesOf(
  call: Call,
  statement: Statement,
  place: AppPlace,
  search: Search,
): readonly AppPlace[] {
  const targets = targetsOf(call.callee, statement.block, place, search);
  return targets.flatMap(({ outline, block }) => {
    const given = givenTo(call, block, place.app);
    if (given !== null) return [settled({ outline, block, app: given })];
    const sees =
      outline === place.outline &&
      (headOf(place.app) === 'this'
        ? classOf(block) === classOf(place.block)
        : scopeOf(headOf(place.app), block) === scopeOf(headOf(place.app), place.block));
    return sees ? [{ outline, block, app: place.app }] : [];
  });
}

interface Target {
  readonly outline: Outline;
  readonly block: Block;
}

/** The bodies of the functions, methods and constructors that a callee names. */
export function targetsOf(
  callee: Expression,
  from: Block,
  { outline }: Pick<AppPlace, 'outline'>,
  { program }: Pick<Search, 'program'>,
): readonly Target[] {
  if (callee.kind === 'function') return callee.body === null ? [] : [{ outline, block: callee.body }];
  const asked = requested(callee);
  if (asked !== null) return bodiesOf(program?.resolve(outline, asked) ?? null);
  const path = pathOf(callee);
  if (path === null) return [];
  const [head, method, more] = path.split('.');
  if (head === 'this' && method !== undefined && more === undefined) {
    const block = methodOf(classOf(from), method);
    return block === null ? [] : [{ outline, block }];
  }
  if (method === undefined) {
    const inner = functionsNamed(outline, path).filter((block) => isAround(block.outer, from));
    if (inner.length > 0) return inner.slice(0, 1).map((block) => ({ outline, block }));
  }
  const meant = program === null ? { outline, local: path } : program.meaning(outline, path);
  const bodies = bodiesOf(meant);
  if (bodies.length > 0 || method === undefined || more !== undefined) return bodies;
  const owner = program === null ? { outline, local: head ?? '' } : program.meaning(outline, head ?? '');
  const block = owner === null ? null : methodOf(classNamed(owner.outline, owner.local), method);
  return owner === null || block === null ? [] : [{ outline: owner.outline, block }];
}

/** `require('./loaders').default` and `(await import('./app')).setUp` name something of another file. */
function requested(callee: Expression): { readonly from: string; readonly imported: string } | null {
  if (callee.kind === 'call') {
    const [specifier] = callee.args;
    const asks = callee.callee.kind === 'name' && callee.callee.name === 'require';
    return asks && specifier?.kind === 'string' ? { from: specifier.value, imported: '*' } : null;
  }
  if (callee.kind !== 'member') return null;
  const object = callee.object.kind === 'await' ? callee.object.value : callee.object;
  if (object.kind !== 'call' || object.callee.kind !== 'name') return null;
  const [specifier] = object.args;
  const asks = ['require', 'import'].includes(object.callee.name) && specifier?.kind === 'string';
  return asks ? { from: specifier.value, imported: callee.name } : null;
}

function bodiesOf(meant: { readonly outline: Outline; readonly local: string } | null): readonly Target[] {
  if (meant === null) return [];
  const { outline, local } = meant;
  const made = methodOf(classNamed(outline, local), 'constructor');
  if (made !== null) return [{ outline, block: made }];
  return functionsNamed(outline, local)
    .filter(({ outer }) => outer === outline.module)
    .map((block) => ({ outline, block }));
}

export const functionsNamed = (outline: Outline, name: string): readonly Block[] =>
  blocksIn(outline.module).filter(
    (block) => block.kind === 'function' && block.name === name && block.outer?.kind !== 'class',
  );

export const classNamed = (outline: Outline, name: string): Block | null =>
  blocksIn(outline.module).find((block) => block.kind === 'class' && block.name === name) ?? null;

export const methodsOf = (owner: Block): readonly Block[] =>
  owner.statements
    .flatMap(({ blocks }) => blocks)
    .filter((block) => block.kind === 'function' && block.outer === owner);

export const methodOf = (owner: Block | null, name: string): Block | null =>
  owner === null ? null : (methodsOf(owner).find((method) => method.name === name) ?? null);

const isAround = (outer: Block | null, inner: Block | null): boolean =>
  inner !== null && (outer === inner || isAround(outer, inner.outer));

/** What the app is called inside of a function that gets it; null for one that doesn't get it. */
function givenTo(call: Call, block: Block, app: string): string | null {
  for (const [index, arg] of call.args.entries()) {
    const param = block.params[index];
    if (param === undefined) continue;
    if (pathOf(arg) === app && param.name !== null)
      return param.isProperty ? `this.${param.name}` : param.name;
    if (arg.kind !== 'object') continue;
    const entry = arg.entries.find(({ value }) => pathOf(value) === app);
    if (entry === undefined || entry.key === null) continue;
    if (param.name !== null) return `${param.name}.${entry.key}`;
    const field = param.fields.find(({ key }) => key === entry.key);
    if (field !== undefined) return field.local;
  }
  return null;
}

/** The app by the name that its function goes on with: `this.app` after `this.app = app`, `app` after `const { app } = options`. */
function settled(place: AppPlace): AppPlace {
  for (const { declares, expressions } of place.block.statements) {
    const [assigned] = expressions;
    if (assigned?.kind === 'assign' && pathOf(assigned.value) === place.app) {
      const target = pathOf(assigned.target);
      if (target?.startsWith('this.')) return { ...place, app: target };
    }
    for (const { name, value, key } of declares) {
      const path = pathOf(value);
      if (path !== null && (key === undefined ? path : `${path}.${key}`) === place.app)
        return { ...place, app: name };
    }
  }
  return place;
}
