import { sameCode } from '../edit/format.js';
import { hashText, type Tree } from '../tree/tree.js';
import { type Applied, type AppliedFile, readBases } from './applied.js';
import type { WantedFile } from './files.js';
import { carryOver, merge } from './merge.js';
import type { Blocked, Note } from './plan.js';

/** Files whose own version of the user's is kept instead of refused: nothing works less without ours. */
const yieldsToUser = /^(README|LICENSE)/i;

const isCode = /\.[jt]s$/;

export interface OwnedInput {
  readonly tree: Tree;
  readonly applied: Applied | null;
  readonly wanted: readonly WantedFile[];
  /** The option whose new answer gives code another content throughout, so that edited code is not merged with it. */
  readonly rewritten: string | null;
  /** Overwrites and removes what the user edited. */
  readonly force: boolean;
}

export interface OwnedResult {
  readonly files: Readonly<Record<string, AppliedFile>>;
  /** Texts as rendered, by hash. */
  readonly bases: ReadonlyMap<string, string>;
  readonly blocked: readonly Blocked[];
  readonly notes: readonly Note[];
}

/** Stages the owned files of the whole set: new ones, changed ones, three-way merges, and those that go. */
export async function stageOwnedFiles({
  tree,
  applied,
  wanted,
  rewritten,
  force,
}: OwnedInput): Promise<OwnedResult> {
  const files: Record<string, AppliedFile> = {};
  const bases = new Map<string, string>();
  const blocked: Blocked[] = [];
  const notes: Note[] = [];
  const before = applied?.files ?? {};
  // Read for the first edited file, and only once: it holds the text of every owned file.
  let stored: Readonly<Record<string, string>> | undefined;

  const textOf = (hash: string): string | undefined => {
    stored ??= readBases(tree);
    return stored[hash];
  };

  /** A formatter that went over a file changed nothing of what it says. */
  const isAsWritten = async (
    path: string,
    current: string,
    { hash, tidied = hash }: AppliedFile,
  ): Promise<boolean> => {
    const found = hashText(current);
    if (found === hash || found === tidied) return true;
    const base = textOf(tidied);
    return base !== undefined && (await sameCode(path, base, current));
  };

  /** What stays as it was rendered stays as the project's fixers left it. */
  const keepTidied = (path: string, file: AppliedFile, tidied: string, text: string | undefined): void => {
    if (text === undefined) return;
    files[path] = { ...file, tidied };
    bases.set(tidied, text);
  };

  const removeFile = async (path: string, file: AppliedFile): Promise<void> => {
    const current = tree.read(path);
    if (current === null || file.state === 'found') return;
    if (force || (await isAsWritten(path, current, file))) tree.delete(path);
    else blocked.push(editedButRemoved(path, file.module));
  };

  const placeNew = (file: WantedFile, hash: string): void => {
    const current = tree.read(file.path);
    if (current === null) tree.write(file.path, file.text);
    else if (yieldsToUser.test(file.path))
      notes.push({ text: `${file.path} was there before and is kept as it is.` });
    else blocked.push(standsInTheWay(file));
    files[file.path] = { module: file.module, hash, state: current === null ? 'ours' : 'found' };
  };

  const update = async (file: WantedFile, hash: string, known: AppliedFile): Promise<void> => {
    const { tidied = known.hash } = known;
    const rendered: AppliedFile = { module: file.module, hash, state: known.state };
    files[file.path] = rendered;
    if (hash === known.hash && tidied !== hash) keepTidied(file.path, rendered, tidied, textOf(tidied));
    if (known.state === 'found' || hash === known.hash) return;
    const current = tree.read(file.path);
    if (current === file.text) return;
    if (current === null) {
      notes.push({ text: `${file.path} was deleted and stays deleted.` });
      return;
    }
    if (force || (await isAsWritten(file.path, current, known))) {
      tree.write(file.path, file.text);
      return;
    }
    if (rewritten !== null && isCode.test(file.path)) {
      blocked.push(isWrittenAnew(file.path, rewritten));
      return;
    }
    const base = textOf(known.hash);
    const ours = textOf(tidied);
    const next =
      base === undefined || ours === undefined || base === ours
        ? file.text
        : carryOver(base, ours, file.text);
    const result = ours === undefined ? null : merge(ours, current, next);
    if (result?.outcome === 'merged') {
      tree.write(file.path, result.text);
      if (next !== file.text) keepTidied(file.path, rendered, hashText(next), next);
      notes.push({ text: `${file.path} was edited; the change was merged with yours.` });
    } else {
      blocked.push(doesNotMerge(file, result?.conflicts[0]?.line ?? 1));
    }
  };

  const wantedPaths = new Set(wanted.map(({ path }) => path));
  for (const [path, file] of Object.entries(before)) {
    if (!wantedPaths.has(path)) await removeFile(path, file);
  }
  for (const file of wanted) {
    const hash = hashText(file.text);
    const known = before[file.path];
    if (known === undefined) placeNew(file, hash);
    else await update(file, hash, known);
    if (files[file.path]?.state === 'ours') bases.set(hash, file.text);
  }
  return { files, bases, blocked, notes };
}

function editedButRemoved(path: string, module: string): Blocked {
  return {
    file: path,
    what: `${path} was edited and would be removed with ${module}.`,
    explain: ['Delete it yourself, undo the edit, or add --force to remove it with your edits.'],
  };
}

function isWrittenAnew(path: string, option: string): Blocked {
  return {
    file: path,
    what: `${path} was edited, and another answer to ${option} writes it anew: your edit would be mixed into other code.`,
    explain: [
      'Undo the edit, move it into a file of your own, or add --force to take the new text and lose the edit.',
    ],
  };
}

function standsInTheWay({ path, module }: WantedFile): Blocked {
  return {
    file: path,
    what: `${path} is there already and isn't from this program; ${module} needs that place.`,
    explain: [`Move or delete ${path}, then run the command again.`],
  };
}

function doesNotMerge(file: WantedFile, line: number): Blocked {
  return {
    file: file.path,
    what: `${file.path}:${line} was edited where ${file.module} must change it.`,
    explain: [
      'Undo the edit there, or add --force to take the new text and lose the edit. The new text is:',
      ...file.text.split('\n').map((text) => `  ${text}`),
    ],
  };
}
