import type { CallFact, EnvSchemaFact, Fact, LeadFact, WrapFact } from '../facts/fact.js';
import type { Tree } from '../tree/tree.js';
import type { AppliedFact } from './applied.js';
import type { WantedFile } from './files.js';
import type { Blocked } from './plan.js';

/**
 * Reads back what was staged in a backend that create-backend didn't make: no file of the user's has a new syntax error,
 * every call of ours stands there once, and every import of the project's own by an owned file leads to a file: relative, or
 * by the alias that begins with `prefix`.
 */
export async function checkStaged(
  tree: Tree,
  facts: readonly AppliedFact[],
  files: readonly WantedFile[],
  prefix: string,
): Promise<readonly Blocked[]> {
  const [{ readSource }, { timesIn }, { wrapsIn }, { resolveImport }] = await Promise.all([
    import('../edit/source.js'),
    import('../facts/call.js'),
    import('../facts/wrap.js'),
    import('../frameworks/entry.js'),
  ]);
  const blocked: Blocked[] = [];
  for (const { fact, state } of facts) {
    if (state !== 'ours' || !isInSource(fact)) continue;
    const text = tree.read(fact.file) ?? '';
    const [problem] = readSource(fact.file, text).problems;
    if (problem !== undefined) blocked.push(refusal(fact, `it would have a syntax error (${problem})`));
    if (fact.kind === 'envSchema' || fact.kind === 'lead') continue;
    const times = fact.kind === 'call' ? timesIn(text, fact) : wrapsIn(text, fact);
    if (times > 1) blocked.push(refusal(fact, `it would be called ${times} times`));
  }
  for (const { path } of files) {
    const text = /\.[cm]?ts$/.test(path) ? tree.read(path) : null;
    if (text === null) continue;
    for (const { from } of readSource(path, text).importLines) {
      const own = from.startsWith('.') || (prefix !== '' && from.startsWith(prefix));
      if (!own || resolveImport(tree, path, from) !== null) continue;
      blocked.push({
        file: path,
        what: `${path} would import ${from}, which is not there.`,
        explain: ['Bring that file back, or move it back to where it was, and run the command again.'],
      });
    }
  }
  return blocked;
}

type SourceFact = CallFact | WrapFact | LeadFact | EnvSchemaFact;

const isInSource = (fact: Fact): fact is SourceFact =>
  ['call', 'wrap', 'lead', 'envSchema'].includes(fact.kind);

const refusal = (fact: SourceFact, why: string): Blocked => ({
  file: fact.file,
  what: `${fact.file} can't be changed: ${why}.`,
  explain: ['Mend it by hand, then run the command again.'],
});
