import type { Change } from './tree.js';

export interface DiffOptions {
  /** Unchanged lines shown around each change. */
  readonly context?: number;
}

/**
 * The unified diff of a change, as `git apply` takes it; a new or removed file stands against `/dev/null`.
 * The text ends with a line feed. Line ends of the file itself are kept.
 */
export async function unifiedDiff(change: Change, { context = 3 }: DiffOptions = {}): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const { path, before, after } = change;
  return createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${path}`,
    after === null ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context, headerOptions: FILE_HEADERS_ONLY },
  );
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Change[];
}

const marks = { create: '+', update: '~', remove: '-' } as const;

export interface FileTreeOptions {
  /** How many levels are drawn; what lies deeper is counted. */
  readonly depth?: number;
  /** Whether a file says what happens to it: `+` create, `~` update, `-` remove. */
  readonly marked?: boolean;
}

/**
 * The files of changes as lines of a tree: folders before files, each sorted by name. A folder that holds only another
 * one shares its line with it.
 */
export function fileTree(
  changes: readonly Change[],
  { depth = Number.POSITIVE_INFINITY, marked = true }: FileTreeOptions = {},
): string[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const change of changes) {
    let folder = root;
    for (const name of change.path.split('/').slice(0, -1)) {
      const next = folder.folders.get(name) ?? { folders: new Map(), files: [] };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.files.push(change);
  }
  return linesOf(root, '', { depth, marked });
}

function linesOf(folder: Folder, indent: string, options: Required<FileTreeOptions>): string[] {
  const names = [...folder.folders.keys()].sort();
  const files = folder.files.map(({ path, status }) => ({ name: path.split('/').at(-1) ?? path, status }));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const count = names.length + files.length;
  const branch = (index: number) => (index === count - 1 ? ['└─ ', '   '] : ['├─ ', '│  ']);
  const lines: string[] = [];
  names.forEach((name, index) => {
    const [own, below] = branch(index);
    const { label, inner } = joined(name, folder.folders.get(name) ?? { folders: new Map(), files: [] });
    if (options.depth <= 1) {
      lines.push(`${indent}${own}${label}/ ${countFiles(inner)}`);
      return;
    }
    const deeper = { ...options, depth: options.depth - 1 };
    lines.push(`${indent}${own}${label}/`, ...linesOf(inner, `${indent}${below}`, deeper));
  });
  files.forEach(({ name, status }, index) => {
    const [own] = branch(names.length + index);
    lines.push(`${indent}${own}${options.marked ? `${marks[status]} ` : ''}${name}`);
  });
  return lines;
}

const sumOf = ({ folders, files }: Folder): number =>
  [...folders.values()].reduce((sum, inner) => sum + sumOf(inner), files.length);

function countFiles(folder: Folder): string {
  const count = sumOf(folder);
  return count === 1 ? '1 file' : `${count} files`;
}

function joined(label: string, folder: Folder): { readonly label: string; readonly inner: Folder } {
  const [only, ...others] = folder.folders;
  if (only === undefined || others.length > 0 || folder.files.length > 0) return { label, inner: folder };
  return joined(`${label}/${only[0]}`, only[1]);
}
