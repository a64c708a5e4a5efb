import {
  cutStatement,
  type LinePlace,
  placeBefore,
  placeBehind,
  putStatement,
  statementsLike,
  usesSemicolons,
} from '../edit/calls.js';
import { hasImport, specifierIn } from '../edit/imports.js';
import type { Outline, Statement } from '../edit/outline.js';
import { readSource } from '../edit/source.js';
import { type Anchor, findAnchor, findNear } from '../frameworks/anchors.js';
import { type AppPlace, blocksNamed } from '../frameworks/app-place.js';
import { dialectOf } from '../frameworks/dialects.js';
import { cutImports, putImports } from './carried-imports.js';
import { type CallFact, type CodeFact, type FactHandler, importsOf, type PutResult } from './fact.js';
import { type Compare, compareCodePoints, neighbours } from './order.js';

const anchorOrder = ['install', 'finish', 'start', 'stop'];

const compare: Compare<CallFact> = (a, b) =>
  anchorOrder.indexOf(a.anchor) - anchorOrder.indexOf(b.anchor) || compareCodePoints(a.key, b.key);

const codeOf = (fact: CallFact): string => fact.code.text.replaceAll('$app', fact.app).replace(/;$/, '');
const isCall = (fact: CodeFact): fact is CallFact => fact.kind === 'call';
const blocked = (reason: string): PutResult => ({ outcome: 'blocked', reason });

/** How often a file says what a fact says. */
export const timesIn = (text: string, fact: CallFact): number =>
  statementsLike(readSource(fact.file, text), codeOf(fact)).length;

/** Statements with their imports at the anchors of a user's app. */
export const callHandler: FactHandler<CallFact, CodeFact> = {
  /** The code may stand elsewhere than at its anchor: a user who moved it knows why. */
  find(text, fact) {
    if (text === null) return 'absent';
    const outline = readSource(fact.file, text);
    if (statementsLike(outline, codeOf(fact)).length === 0) return 'absent';
    return fact.code.imports.every((request) => hasImport(outline, request)) ? 'present' : 'different';
  },

  put(text, fact, siblings) {
    if (text === null) return blocked(`${fact.file} does not exist.`);
    const outline = readSource(fact.file, text);
    if (statementsLike(outline, codeOf(fact)).length > 0) {
      return { outcome: 'done', text, state: 'found', marks: [] };
    }
    const problem = outline.problems[0];
    if (problem !== undefined) return blocked(`${fact.file} has a syntax error (${problem}).`);
    const place = placeOf(outline, fact, siblings.filter(isCall));
    if ('problem' in place) return blocked(`The place for ${codeOf(fact)} was not found: ${place.problem}.`);

    const after = putStatement(text, place, codeOf(fact), usesSemicolons(outline));
    const put = putImports(
      { file: fact.file, before: text, after },
      { imports: fact.code.imports, ours: siblings.flatMap(importsOf), suffix: fact.suffix },
    );
    if ('problem' in put) return blocked(put.problem);
    return { outcome: 'done', text: put.text, state: 'ours', marks: put.marks };
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    const [statement] = statementsLike(readSource(fact.file, text), codeOf(fact));
    if (statement === undefined) return { text, unmark: [] };
    return cutImports(fact.file, cutStatement(text, statement), fact.code.imports, marks);
  },

  explain(fact) {
    const where = {
      install: 'before the first route',
      finish: 'after the last route',
      start: 'before the server listens',
      stop: 'when the process gets SIGTERM',
    };
    const imports = fact.code.imports.map(
      (request) => `  import { ${request.name} } from '${specifierIn(fact.file, request, fact.suffix)}';`,
    );
    return [`In ${fact.file}, ${where[fact.anchor]}:`, ...imports, `  ${codeOf(fact)};`].join('\n');
  },
};

/** The line for a fact: its anchor, and among ours at the same statement the order of the anchors. */
function placeOf(
  outline: Outline,
  fact: CallFact,
  siblings: readonly CallFact[],
): LinePlace | { readonly problem: string } {
  const placed = new Map(
    siblings.flatMap((other): [CallFact, Statement][] => {
      const [statement] = statementsLike(outline, codeOf(other));
      return statement === undefined ? [] : [[other, statement]];
    }),
  );
  const ours = new Set(placed.values());
  const found = anchorOf(outline, fact, ours);
  if ('problem' in found) return found;
  if (/\bawait\b/.test(fact.code.text) && !found.async) {
    return { problem: `the function around ${fact.file}:${found.line} is not async` };
  }
  const same = [...placed.keys()].filter((other) => {
    const theirs = anchorOf(outline, other, ours);
    return (
      !('problem' in theirs) && theirs.side === found.side && theirs.statement.start === found.statement.start
    );
  });
  const { before, after } = neighbours(same, fact, compare);
  const lower = before && placed.get(before);
  const higher = after && placed.get(after);
  if (found.side === 'behind' && lower !== undefined) return placeBehind(outline.text, lower) ?? found;
  if (found.side === 'before' && higher !== undefined) return placeBefore(outline.text, higher) ?? found;
  return found;
}

function anchorOf(
  outline: Outline,
  fact: CallFact,
  ours: ReadonlySet<Statement>,
): Anchor | { readonly problem: string } {
  const search = { dialect: dialectOf(fact.framework), ours, program: null };
  const blocks = fact.anchor === 'stop' ? [outline.module] : blocksNamed(outline, fact.app, fact.scope);
  const places = blocks.map((block): AppPlace => ({ outline, block, app: fact.app }));
  const near = places.flatMap((place) => findNear(fact.anchor, fact.near, place, search) ?? []);
  if (near[0] !== undefined && near.every(({ offset }) => offset === near[0]?.offset)) return near[0];
  const [place, other] = places;
  const where = fact.scope === null ? fact.file : `${fact.scope}() in ${fact.file}`;
  if (place === undefined) return { problem: `${fact.app} is not declared in ${where}` };
  if (other !== undefined) return { problem: `${fact.app} is declared several times in ${where}` };
  const found = findAnchor(fact.anchor, place, search);
  return found.status === 'found' ? found.anchor : { problem: found.why };
}
