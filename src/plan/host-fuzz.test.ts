import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { adoptionIn, hostShapes } from '../../fixtures/shapes/hosts.js';
import type { Files } from '../../fixtures/shapes/memory-tree.js';
import { readSource } from '../edit/source.js';
import { type CallFact, code, imported } from '../facts/fact.js';
import { handlerOf, loadSourceHandlers } from '../facts/handlers.js';
import type { Adoption, SeamPlace } from '../modules/adopted.js';

beforeAll(loadSourceHandlers);

/** One change that a person or a formatter could make to a source; what comes out need not be sensible. */
type Mutation = (lines: readonly string[], at: number, other: number) => readonly string[];

const mutations: Readonly<Record<string, Mutation>> = {
  'a line is gone': (lines, at) => lines.filter((_line, index) => index !== at),
  'a line stands twice': (lines, at) =>
    lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
  'two lines are exchanged': (lines, at, other) =>
    lines.map((line, index) => (index === at ? lines[other] : index === other ? lines[at] : line) ?? ''),
  'a comment ends a line': (lines, at) =>
    lines.map((line, index) => (index === at ? `${line} // why` : line)),
  'a comment stands before a line': (lines, at) =>
    lines.flatMap((line, index) => (index === at ? ['/* what', '   follows */', line] : [line])),
  'two lines are one': (lines, at) =>
    lines.flatMap((line, index) =>
      index === at ? [`${line} ${lines[at + 1] ?? ''}`] : index === at + 1 ? [] : [line],
    ),
  'a line has no semicolon': (lines, at) =>
    lines.map((line, index) => (index === at ? line.replace(/;\s*$/, '') : line)),
  'tabs indent': (lines) =>
    lines.map((line) => line.replace(/^( {2})+/, (gap) => '\t'.repeat(gap.length / 2))),
  'double quotes are used': (lines) => lines.map((line) => line.replaceAll("'", '"')),
  'an empty line is added': (lines, at) =>
    lines.flatMap((line, index) => (index === at ? ['', line] : [line])),
};

const eols = ['\n', '\r\n'] as const;

/** A hand-written app of which one source was changed a few times. */
const mutated = fc
  .constantFrom(...hostShapes)
  .chain(({ shape, files }) =>
    fc.record({
      shape: fc.constant(shape),
      files: fc.constant(files),
      path: fc.constantFrom(...Object.keys(files).filter((path) => path.endsWith('.ts'))),
      steps: fc.array(fc.tuple(fc.constantFrom(...Object.keys(mutations)), fc.nat(), fc.nat()), {
        minLength: 1,
        maxLength: 4,
      }),
      eol: fc.constantFrom(...eols),
    }),
  )
  .map(({ shape, files, path, steps, eol }) => {
    let lines: readonly string[] = (files[path] ?? '').split(/\r?\n/);
    for (const [name, at, other] of steps) {
      const count = Math.max(1, lines.length);
      lines = mutations[name]?.(lines, at % count, other % count) ?? lines;
    }
    return { shape, path, steps, files: { ...files, [path]: lines.join(eol) } };
  });

const callFact = (place: SeamPlace, anchor: 'install' | 'finish', folder: string): CallFact => {
  const call = imported(`${anchor}Platform`, `./${folder}/index`);
  return { kind: 'call', key: anchor, anchor, ...place, code: code`${call}($app)` };
};

/** The calls of a host, in the order in which they are put. */
function callsFor({ install, finish, host }: Adoption): readonly CallFact[] {
  const first = callFact(install, 'install', host.folder);
  return 'why' in finish ? [first] : [first, callFact(finish, 'finish', host.folder)];
}

interface Put {
  readonly files: Files;
  readonly facts: readonly CallFact[];
  readonly marks: ReadonlySet<string>;
}

/** Puts what has a place, as a commit would: a call that has none leaves its file alone. */
function put(files: Files, facts: readonly CallFact[]): Put {
  const handler = handlerOf('call');
  const marks = new Set<string>();
  const done: CallFact[] = [];
  let now = files;
  for (const fact of facts) {
    const siblings = done.filter(({ file }) => file === fact.file);
    const result = handler.put(now[fact.file] ?? null, fact, siblings);
    if (result.outcome === 'blocked' || result.state === 'found') continue;
    for (const mark of result.marks) marks.add(mark);
    now = { ...now, [fact.file]: result.text };
    done.push(fact);
  }
  return { files: now, facts: done, marks };
}

function cutAll({ files, facts, marks }: Put): Files {
  let now = files;
  for (const fact of [...facts].reverse()) {
    const { text } = handlerOf('call').cut(now[fact.file] ?? null, fact, marks);
    now = { ...now, [fact.file]: text ?? '' };
  }
  return now;
}

describe('a source that somebody has been at', () => {
  it('takes calls without a new syntax error and gives every byte back, or is left alone', () => {
    let tried = 0;
    fc.assert(
      fc.property(mutated, ({ files }) => {
        const adoption = adoptionIn(files);
        if (adoption === null) return;
        const result = put(files, callsFor(adoption));
        tried += result.facts.length;
        for (const { file } of result.facts) {
          const before = readSource(file, files[file] ?? '').problems.length;
          expect(readSource(file, result.files[file] ?? '').problems.length).toBe(before);
          const lines = (text = ''): number => text.split('\n').length;
          const added = lines(result.files[file]) - lines(files[file]);
          expect(added).toBeLessThanOrEqual(2 * result.facts.length);
        }
        expect(cutAll(result)).toEqual(files);
        expect(put(result.files, result.facts).files).toEqual(result.files);
      }),
      { numRuns: 400, endOnFailure: true },
    );
    // Most changes leave an app that can still be wired.
    expect(tried).toBeGreaterThan(200);
  }, 120_000);
});
