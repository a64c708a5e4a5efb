import { hasImport, specifierIn } from '../edit/imports.js';
import { type Call, type Expression, type Outline, pathOf } from '../edit/outline.js';
import { readSource } from '../edit/source.js';
import { applySplices } from '../edit/splice.js';
import { basesIn, callsIn, callsNamed, unwrapCall, wrapExpression } from '../edit/wraps.js';
import { cutImports, putImports } from './carried-imports.js';
import { type CodeFact, type FactHandler, importsOf, type PutResult, type WrapFact } from './fact.js';

const blocked = (reason: string): PutResult => ({ outcome: 'blocked', reason });

/** How often a file has the call that a fact puts around something. */
export const wrapsIn = (text: string, { file, wrapper }: WrapFact): number =>
  callsNamed(readSource(file, text), wrapper.name).length;

/** An expression to put a call around, and whether it is an entry that is a name and its value at once. */
interface Target {
  readonly expression: Expression;
  readonly isShort: boolean;
}

/** Every place of a file that a fact could mean. */
function targetsOf(outline: Outline, { maker, around }: WrapFact): readonly Target[] {
  if (around === 'class') {
    return basesIn(outline)
      .filter((base) => pathOf(base) === maker)
      .map((expression) => ({ expression, isShort: false }));
  }
  const made = callsIn(outline).filter(({ callee }) => pathOf(callee) === maker);
  if (around === 'value') return made.map((expression) => ({ expression, isShort: false }));
  return made.flatMap((call) => {
    const entry = optionOf(call, around.option);
    return entry === null ? [] : [{ expression: entry.value, isShort: entry.start === entry.value.start }];
  });
}

/** An option that a call gives in an object which is written out there. */
function optionOf(
  { args: [options] }: Call,
  name: string,
): { readonly start: number; readonly value: Expression } | null {
  if (options?.kind !== 'object') return null;
  const entry = options.entries.find(({ key }) => key === name);
  return entry === undefined || entry.value === null ? null : { start: entry.start, value: entry.value };
}

const shortMark = ({ file, key }: WrapFact): string => `${file}#short-entry.${key}`;

/** A call around what makes a value that everything else uses, wherever that is made. */
export const wrapHandler: FactHandler<WrapFact, CodeFact> = {
  /** It may stand around something else than it was put around: a user who moved it knows why. */
  find(text, fact) {
    if (text === null) return 'absent';
    const outline = readSource(fact.file, text);
    if (callsNamed(outline, fact.wrapper.name).length === 0) return 'absent';
    return hasImport(outline, fact.wrapper) ? 'present' : 'different';
  },

  put(text, fact, siblings) {
    const { file, wrapper, maker, suffix, style } = fact;
    if (text === null) return blocked(`${file} does not exist.`);
    const outline = readSource(file, text);
    if (callsNamed(outline, wrapper.name).length > 0) {
      return { outcome: 'done', text, state: 'found', marks: [] };
    }
    const problem = outline.problems[0];
    if (problem !== undefined) return blocked(`${file} has a syntax error (${problem}).`);
    const [target, other] = targetsOf(outline, fact);
    if (target === undefined) return blocked(`${maker} makes nothing in ${file} that could be wrapped.`);
    if (other !== undefined) return blocked(`${maker} makes several things in ${file}.`);
    const { expression, isShort } = target;
    const before = isShort && expression.kind === 'name' ? `${expression.name}: ` : '';
    const after = wrapExpression(outline, expression, { name: wrapper.name, before, style });
    const put = putImports(
      { file, before: text, after },
      { imports: importsOf(fact), ours: siblings.flatMap(importsOf), suffix },
    );
    if ('problem' in put) return blocked(put.problem);
    const marks = isShort ? [...put.marks, shortMark(fact)] : put.marks;
    return { outcome: 'done', text: put.text, state: 'ours', marks };
  },

  cut(text, fact, marks) {
    if (text === null) return { text, unmark: [] };
    const outline = readSource(fact.file, text);
    const [call] = callsNamed(outline, fact.wrapper.name);
    if (call === undefined) return { text, unmark: [] };
    const isShort = marks.has(shortMark(fact));
    const after = isShort ? shortened(outline, call) : unwrapCall(outline, call);
    const cut = cutImports(fact.file, after, importsOf(fact), marks);
    return { text: cut.text, unmark: isShort ? [...cut.unmark, shortMark(fact)] : cut.unmark };
  },

  explain(fact) {
    const { file, wrapper, suffix } = fact;
    return [
      `In ${file}, around what ${fact.maker} makes:`,
      `  import { ${wrapper.name} } from '${specifierIn(file, wrapper, suffix)}';`,
      `  ${exampleOf(fact)}`,
    ].join('\n');
  },
};

/** What the code reads like then, in short. */
export function exampleOf({
  wrapper,
  maker,
  around,
}: Pick<WrapFact, 'wrapper' | 'maker' | 'around'>): string {
  if (around === 'class') return `class … extends ${wrapper.name}(${maker})`;
  if (around === 'value') return `${wrapper.name}(${/(^|\.)[A-Z]\w*$/.test(maker) ? 'new ' : ''}${maker}(…))`;
  return `new ${maker}({ ${around.option}: ${wrapper.name}(…) })`;
}

/** `dialect: bustOnWrite(dialect)` as `dialect` again, unless the user made something else of it. */
function shortened(outline: Outline, call: Call): string {
  const [argument] = call.args;
  const label = argument?.kind === 'name' ? new RegExp(`\\b${argument.name}\\s*:\\s*$`) : null;
  const start = label === null ? -1 : outline.text.slice(0, call.start).search(label);
  if (argument === undefined || start === -1) return unwrapCall(outline, call);
  const name = outline.text.slice(argument.start, argument.end);
  return applySplices(outline.text, [{ start, end: call.end, text: name }]);
}
