import { hashText, type Tree } from '../tree/tree.js';
import { type Applied, appliedPath, basesPath, printApplied, printBases, readBases } from './applied.js';

/** What fixers may be asked about: texts as they were rendered, by their paths. */
export type Untidied = ReadonlyMap<string, string>;

/**
 * The TypeScript of ours that stands as it was written, as it was rendered. What a person edited is left to that person.
 * `among` are the files that a change wrote; null asks for all of them, and then also for what was fixed before.
 */
export function untidied(
  tree: Tree,
  { files, seeds }: Pick<Applied, 'files' | 'seeds'>,
  among: ReadonlySet<string> | null,
): Untidied {
  const bases = readBases(tree);
  const owned = Object.entries(files).flatMap(([path, { hash, tidied, state }]) =>
    state === 'ours' ? [{ path, hash, standing: [hash, ...(among === null ? [tidied] : [])] }] : [],
  );
  // A seed is the project's own once it is there, so only a new one is ours to fix.
  const written = Object.entries(seeds).flatMap(([path, hash]) =>
    among === null ? [] : [{ path, hash, standing: [hash] }],
  );
  return new Map(
    [...owned, ...written].flatMap(({ path, hash, standing }): [string, string][] => {
      const text = tree.read(path);
      const asked = /\.[cm]?ts$/.test(path) && (among?.has(path) ?? true);
      if (!asked || text === null || !standing.includes(hashText(text))) return [];
      return [[path, bases[hash] ?? text]];
    }),
  );
}

/** Stages what fixers made of them, and remembers it as ours: it is no edit, and the text of later merges. */
export function stageTidied(tree: Tree, applied: Applied, texts: ReadonlyMap<string, string>): void {
  const files = { ...applied.files };
  const seeds = { ...applied.seeds };
  const bases = new Map(Object.entries(readBases(tree)));
  for (const [path, text] of texts) {
    const tidied = hashText(text);
    const file = files[path];
    if (file === undefined) {
      bases.delete(seeds[path] ?? '');
      seeds[path] = tidied;
    } else {
      const { module, hash, state } = file;
      if (file.tidied !== undefined) bases.delete(file.tidied);
      files[path] = { module, hash, state, ...(tidied === hash ? {} : { tidied }) };
    }
    bases.set(tidied, text);
    tree.write(path, text);
  }
  tree.write(basesPath, printBases(bases));
  tree.write(appliedPath, printApplied({ ...applied, files, seeds }));
}
