import {
  awaited,
  type Block,
  type Expression,
  functionOf,
  type Outline,
  pathOf,
  type Statement,
  statementsIn,
} from '../edit/outline.js';
import type { AppPlace } from './app-place.js';
import { methodsOf } from './callees.js';
import { chainCalls } from './dialect.js';
import type { Exported, Program } from './program.js';

/** Where an app goes on from one of its places: each branch is a way of its own. */
export interface Flow {
  readonly place: AppPlace;
  /** The statement that gives it its name there. */
  readonly statement: Statement | null;
}

/** The places that get the app of a place: files that import it, callers of the function that returns it, instances of its class. */
export function flowsFrom(program: Program, place: AppPlace): readonly Flow[] {
  const { outline, block, app } = place;
  if (app.startsWith('this.')) return instancesOf(program, place);
  if (block.kind === 'module') return importersOf(program, { outline, local: app });
  const around = functionOf(block);
  return returnsOf(around).flatMap((value) => {
    if (isThat(value, app)) return callersOf(program, outline, around, null);
    const entry =
      value.kind === 'object' ? value.entries.find((item) => pathOf(item.value) === app) : undefined;
    return entry === undefined ? [] : callersOf(program, outline, around, entry.key);
  });
}

/** The places that get an app which a function returns without giving it a name. */
export const flowsFromReturn = (
  program: Program,
  outline: Outline,
  statement: Statement,
): readonly Flow[] => {
  if (statement.kind === 'export') return importersOf(program, { outline, local: 'default' });
  return callersOf(program, outline, functionOf(statement.block), null);
};

function returnsOf(block: Block): readonly Expression[] {
  return [...statementsIn(block)]
    .filter(({ kind, block: own }) => kind === 'return' && functionOf(own) === block)
    .flatMap(({ expressions }) => expressions);
}

/** The app, or a chain of calls on it. */
function isThat(value: Expression, app: string): boolean {
  if (value.kind === 'await') return isThat(value.value, app);
  if (pathOf(value) === app) return true;
  const last = chainCalls(value).at(-1);
  if (last?.callee.kind === 'name' && /^(resolve|Promise)$/.test(last.callee.name)) return false;
  return value.kind === 'call' && value.callee.kind === 'member' && isThat(value.callee.object, app);
}

function importersOf(program: Program, target: Exported): readonly Flow[] {
  return program.importersOf(target.outline.file).flatMap((outline) =>
    outline.imports.flatMap((binding): Flow[] => {
      if (binding.typeOnly) return [];
      const found = program.resolve(outline, binding);
      if (found?.outline !== target.outline || found.local !== target.local) return [];
      return [{ place: { outline, block: outline.module, app: binding.local }, statement: null }];
    }),
  );
}

/** The statements that keep what a function, or a static method, returns. `key` is the property that holds the app. */
function callersOf(program: Program, home: Outline, made: Block, key: string | null): readonly Flow[] {
  if (made.kind !== 'function' || made.name === null) return [];
  const owner = made.outer?.kind === 'class' ? made.outer.name : null;
  const isCall = (outline: Outline, callee: Expression): boolean => {
    const path = pathOf(callee);
    if (path === null || path.startsWith('this.')) return false;
    if (owner !== null) {
      const [head = '', method] = path.split('.');
      return method === made.name && means(program, outline, head, { outline: home, local: owner });
    }
    return means(program, outline, path, { outline: home, local: made.name ?? '' });
  };
  const keep = (outline: Outline, statement: Statement, name: string, taken: string | undefined): Flow[] => {
    if (key !== null && taken !== undefined && taken !== key) return [];
    const app = key === null || taken === key ? name : `${name}.${key}`;
    return [{ place: { outline, block: statement.block, app }, statement }];
  };
  return [home, ...program.importersOf(home.file)].flatMap((outline) =>
    [...statementsIn(outline.module)].flatMap((statement) => {
      const calls = (value: Expression | null): boolean =>
        chainCalls(awaited(value)).some(({ callee }) => isCall(outline, callee));
      const flows = statement.declares.flatMap(({ name, value, key: taken }) =>
        calls(value) ? keep(outline, statement, name, taken) : [],
      );
      for (const expression of statement.expressions) {
        const value = awaited(expression);
        if (value?.kind === 'assign' && calls(value.value)) {
          const path = pathOf(value.target);
          if (path !== null) flows.push(...keep(outline, statement, path, undefined));
        } else if (statement.kind === 'return' && key === null && calls(value)) {
          flows.push(...callersOf(program, outline, functionOf(statement.block), null));
        } else if (statement.kind === 'export' && key === null && calls(value)) {
          flows.push(...importersOf(program, { outline, local: 'default' }));
        } else {
          flows.push(...thenOf(outline, value, statement, isCall));
        }
      }
      return flows;
    }),
  );
}

/** `build().then((app) => { ... })`: the parameter is the app. */
function thenOf(
  outline: Outline,
  value: Expression | null,
  statement: Statement,
  isCall: (outline: Outline, callee: Expression) => boolean,
): Flow[] {
  return chainCalls(value).flatMap((call) => {
    if (call.callee.kind !== 'member' || call.callee.name !== 'then') return [];
    const [made] = chainCalls(call.callee.object);
    const [handler] = call.args;
    if (made === undefined || !isCall(outline, made.callee) || handler?.kind !== 'function') return [];
    const name = handler.params[0]?.name;
    if (handler.body === null || name === null || name === undefined) return [];
    return [{ place: { outline, block: handler.body, app: name }, statement }];
  });
}

/** `const server = new Server()`: the app is `server.app`, or what a method such as `server.getApp()` gives. */
function instancesOf(program: Program, { outline: home, block, app }: AppPlace): readonly Flow[] {
  const owner = block.kind === 'class' ? block : classAround(block);
  if (owner === null || owner.name === null) return [];
  const target = { outline: home, local: owner.name };
  const getters = methodsOf(owner)
    .filter((method) => returnsOf(method).some((value) => pathOf(value) === app))
    .flatMap(({ name }) => name ?? []);
  const member = app.slice('this.'.length);
  return [home, ...program.importersOf(home.file)].flatMap((outline) => {
    const flows: Flow[] = [];
    const instances = new Set<string>();
    const isNew = (value: Expression | null): boolean => {
      const call = awaited(value);
      const path = call?.kind === 'call' ? pathOf(call.callee) : null;
      return path !== null && means(program, outline, path, target);
    };
    const isInstance = (value: Expression | null): boolean =>
      isNew(value) || instances.has(pathOf(value) ?? '');
    for (const statement of statementsIn(outline.module)) {
      for (const { name, value, key } of statement.declares) {
        if (key === undefined && isNew(value)) {
          instances.add(name);
          flows.push({ place: { outline, block: statement.block, app: `${name}.${member}` }, statement });
        } else if (
          key === member ? isInstance(value) : key === undefined && gives(value, member, getters, isInstance)
        ) {
          const named = { outline, block: statement.block, app: name };
          flows.push({ place: named, statement });
          flows.push(
            ...(named.block.kind === 'module' ? importersOf(program, { outline, local: name }) : []),
          );
        }
      }
      if (statement.kind !== 'export') continue;
      if (statement.expressions.some((value) => gives(value, member, getters, isInstance))) {
        flows.push(...importersOf(program, { outline, local: 'default' }));
      } else if (statement.expressions.some(isNew)) {
        flows.push(
          ...importersOf(program, { outline, local: 'default' }).map(({ place }) => ({
            place: { ...place, app: `${place.app}.${member}` },
            statement: null,
          })),
        );
      }
    }
    return flows;
  });
}

/** `new App().app` and `server.getApp()`. */
function gives(
  value: Expression | null,
  member: string,
  getters: readonly string[],
  isInstance: (value: Expression | null) => boolean,
): boolean {
  const plain = awaited(value);
  if (plain?.kind === 'member') return [member, ...getters].includes(plain.name) && isInstance(plain.object);
  if (plain?.kind !== 'call' || plain.callee.kind !== 'member') return false;
  return getters.includes(plain.callee.name) && isInstance(plain.callee.object);
}

const classAround = (block: Block): Block | null =>
  block.kind === 'class' ? block : block.outer === null ? null : classAround(block.outer);

function means(program: Program, outline: Outline, path: string, target: Exported): boolean {
  const found = program.meaning(outline, path);
  return found?.outline === target.outline && found.local === target.local;
}
