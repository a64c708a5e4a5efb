import type { Change } from '../tree/tree.js';
import type { Colors } from './session.js';

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Change[];
}

const emptyFolder = (): Folder => ({ folders: new Map(), files: [] });

/** Folders of the record that the program keeps for itself: listed in one line, not file by file. */
const folded = new Set(['.backend']);

/** Draws new files as a tree, folders first. Folders below `depth` are summed up by their number of files. */
export function drawTree(changes: readonly Change[], colors: Colors, depth = 3): readonly string[] {
  const root = emptyFolder();
  for (const change of changes) place(root, change.path.split('/'), change);
  return draw(root, '', depth, colors);
}

function place(folder: Folder, parts: readonly string[], change: Change): void {
  const [part = '', ...rest] = parts;
  if (rest.length === 0) {
    folder.files.push(change);
    return;
  }
  const next = folder.folders.get(part) ?? emptyFolder();
  folder.folders.set(part, next);
  place(next, rest, change);
}

function draw(folder: Folder, prefix: string, depth: number, colors: Colors): string[] {
  const folders = [...folder.folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = [
    ...folders.map(([name, inner]) => ({ name: `${name}/`, inner: inner as Folder | null })),
    ...folder.files.map(({ path }) => ({ name: path.split('/').at(-1) ?? path, inner: null })),
  ];
  return entries.flatMap(({ name, inner }, index) => {
    const last = index === entries.length - 1;
    const line = `${colors.dim(`${prefix}${last ? '└─ ' : '├─ '}`)}`;
    if (inner === null) return [`${line}${name}`];
    const short = depth <= 1 || folded.has(name.slice(0, -1));
    if (short) return [`${line}${colors.cyan(name)} ${colors.dim(files(countOf(inner)))}`];
    return [
      `${line}${colors.cyan(name)}`,
      ...draw(inner, `${prefix}${last ? '   ' : '│  '}`, depth - 1, colors),
    ];
  });
}

const countOf = (folder: Folder): number =>
  [...folder.folders.values()].reduce((sum, inner) => sum + countOf(inner), folder.files.length);

/** `1 file`, `12 files`. */
export const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
