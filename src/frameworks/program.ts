import { type Binding, callsOf, type Outline, statementsIn } from '../edit/outline.js';
import { readSource } from '../edit/source.js';
import { resolveImport, type SourceReader } from './entry.js';

/** More files than this are not followed from the entry: a place that is deeper is not the app's. */
const mostFiles = 500;

/** The files that a project's entries reach through their imports, read once. */
export interface Program {
  readonly files: ReadonlyMap<string, Outline>;
  /** The file and the name behind an imported name, through files that pass it on. */
  resolve(outline: Outline, binding: Binding): Exported | null;
}

export interface Exported {
  readonly outline: Outline;
  /** The local name in that file. */
  readonly local: string;
}

/** Reads the entries and what they import from the project itself. */
export function readProgram(reader: SourceReader, entries: readonly string[]): Program {
  const files = new Map<string, Outline>();
  const queue = [...entries];
  for (let file = queue.shift(); file !== undefined && files.size < mostFiles; file = queue.shift()) {
    if (files.has(file)) continue;
    const text = reader.read(file);
    if (text === null) continue;
    const outline = readSource(file, text);
    files.set(file, outline);
    for (const specifier of requests(outline)) {
      const target = resolveImport(reader, file, specifier);
      if (target !== null && !files.has(target)) queue.push(target);
    }
  }

  const follow = (file: string, from: string, name: string, depth: number): Exported | null => {
    const target = resolveImport(reader, file, from);
    const outline = target === null ? undefined : files.get(target);
    if (outline === undefined || depth > 8) return null;
    const local = outline.exports.get(name);
    if (local !== undefined) {
      const passed = outline.imports.find((binding) => binding.local === local);
      return passed === undefined
        ? { outline, local }
        : follow(outline.file, passed.from, passed.imported, depth + 1);
    }
    for (const reexport of outline.reexports) {
      if (reexport.as !== name && reexport.name !== null) continue;
      const found = follow(outline.file, reexport.from, reexport.name ?? name, depth + 1);
      if (found !== null) return found;
    }
    return null;
  };
  return { files, resolve: (outline, binding) => follow(outline.file, binding.from, binding.imported, 0) };
}

/** What a file asks for: imports, names passed on, and `require()` and `import()` wherever they stand. */
function requests(outline: Outline): ReadonlySet<string> {
  const lines = outline.importLines.map(({ from }) => from);
  const names = outline.imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from);
  const calls = [...statementsIn(outline.module)]
    .flatMap(callsOf)
    .flatMap(({ callee, args: [specifier] }) => {
      const asks = callee.kind === 'name' && (callee.name === 'require' || callee.name === 'import');
      return asks && specifier?.kind === 'string' ? [specifier.value] : [];
    });
  return new Set([...lines, ...names, ...outline.reexports.map(({ from }) => from), ...calls]);
}
