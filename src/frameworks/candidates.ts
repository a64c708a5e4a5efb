import {
  type Block,
  callsOf,
  classOf,
  pathOf,
  type Statement,
  scopeOf,
  statementsIn,
} from '../edit/outline.js';
import { type AppPlace, blocksIn, headOf, type Search } from './app-place.js';
import { type Birth, type Choice, choiceOf } from './births.js';
import { methodOf, methodsOf } from './callees.js';
import { stepsOn } from './dialect.js';
import { type Flow, flowsFrom, flowsFromReturn } from './flow.js';
import { listensOf } from './listens.js';
import type { Program } from './program.js';

/** An app with all its places, in the order in which they run. */
export interface Candidate extends Choice {
  readonly places: readonly AppPlace[];
}

/** More places than this have no app. */
const mostPlaces = 60;

/** The apps that begin at one call: several where the function around it is called by several parts of the project. */
export function candidatesFrom(program: Program, birth: Birth): readonly Candidate[] {
  const { outline, block, app, statement } = birth;
  const born: AppPlace | null = app === null ? null : { outline, block, app };
  const flows = born === null ? flowsFromReturn(program, outline, statement) : flowsFrom(program, born);
  const grouped = groups(flows);
  const own = born === null ? [] : [born];
  // A function that only makes the app and is called in several places makes several apps.
  const isMaker = block.kind !== 'module' && !app?.startsWith('this.') && grouped.length > 1;
  if (!isMaker) return [{ ...choiceOf(birth), places: follow(program, own, flows) }];
  return grouped.map((group) => ({
    ...choiceOf(
      group[0]?.statement ? { outline: group[0].place.outline, statement: group[0].statement } : birth,
    ),
    places: follow(program, own, group),
  }));
}

/** Flows that come from the same statement belong together. */
function groups(flows: readonly Flow[]): readonly (readonly Flow[])[] {
  const found = new Map<unknown, Flow[]>();
  for (const flow of flows) {
    const key = flow.statement ?? flow.place.outline;
    found.set(key, [...(found.get(key) ?? []), flow]);
  }
  return [...found.values()];
}

function follow(program: Program, start: readonly AppPlace[], flows: readonly Flow[]): readonly AppPlace[] {
  const places = [...start];
  const queue = flows.map(({ place }) => place);
  for (let place = queue.shift(); place !== undefined && places.length < mostPlaces; place = queue.shift()) {
    const { outline, block, app } = place;
    if (places.some((other) => other.outline === outline && other.block === block && other.app === app))
      continue;
    places.push(place);
    queue.push(...flowsFrom(program, place).map((flow) => flow.place));
  }
  return places.flatMap(spread);
}

/** A place with the functions beside it that use the same app: the methods of its class, in the order in which they run. */
function spread(place: AppPlace): readonly AppPlace[] {
  const { block, app } = place;
  if (headOf(app) === 'this') {
    const owner = classOf(block);
    if (owner === null) return [place];
    const first = block.kind === 'class' ? methodOf(owner, 'constructor') : block;
    const called = new Set(methodsOf(owner).flatMap(methodsCalledIn));
    const roots = methodsOf(owner).filter((method) => method === first || !called.has(method.name ?? ''));
    const ordered = [...roots].sort((a, b) => Number(b === first) - Number(a === first));
    const blocks =
      first !== null && block.kind !== 'class' && !ordered.includes(first) ? [first, ...ordered] : ordered;
    return blocks.map((method) => ({ ...place, block: method }));
  }
  const inner = blocksIn(block).filter(
    (other) =>
      other !== block &&
      other.kind === 'function' &&
      // One without a name runs where it stands, as part of the statement that holds it.
      other.name !== null &&
      scopeOf(headOf(app), other) === block,
  );
  return [place, ...inner.map((other) => ({ ...place, block: other }))];
}

function methodsCalledIn(method: Block): readonly string[] {
  return [...statementsIn(method)]
    .flatMap(callsOf)
    .flatMap(({ callee, args }) =>
      [callee, ...args].flatMap(
        (part) => /^this\.(#?\w+)(?:\.bind|\.call)?$/.exec(pathOf(part) ?? '')?.[1] ?? [],
      ),
    );
}

/** Whether an app listens, is served, or is what its entry gives to whoever serves it. */
export function isServed({ places }: Candidate, search: Search, entries: readonly string[]): boolean {
  return places.some((place) => {
    if (listensOf(place, search).length > 0) return true;
    const { outline, app } = place;
    if (!entries.includes(outline.file)) return false;
    return outline.exports.get('default') === app || givesFetch(outline.module.statements, app);
  });
}

/** `export default { port: 3000, fetch: app.fetch }`. */
const givesFetch = (statements: readonly Statement[], app: string): boolean =>
  statements.some(
    ({ kind, expressions: [value] }) =>
      kind === 'export' &&
      value?.kind === 'object' &&
      value.entries.some(
        (entry) => pathOf(entry.value)?.startsWith(`${app}.`) || pathOf(entry.value) === app,
      ),
  );

/** Whether an app is given to another one: `main.use('/admin', app)`, `main.route('/books', app)`. */
export const isMounted = ({ places }: Candidate, others: readonly Candidate[]): boolean =>
  others.some(({ places: elsewhere }) =>
    elsewhere.some(({ outline, app }) =>
      places.some(
        (place) =>
          place.outline === outline &&
          place.app !== app &&
          [...statementsIn(outline.module)].flatMap(callsOf).some((call) => {
            const [step] = stepsOn(call, app).slice(-1);
            return step?.args.some((arg) => pathOf(arg) === place.app) ?? false;
          }),
      ),
    ),
  );
