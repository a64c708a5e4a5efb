import { type Binding, type Outline, pathOf } from '../edit/outline.js';
import { readSource, requestsOf } from '../edit/source.js';
import { resolveImport } from './entry.js';
import { type HostReader, type SourceReader, Sources } from './sources.js';

/** More files than this are not followed from the entry: a place that is deeper is not the app's. */
const mostFiles = 300;

/** An import of a file of the project by another one. */
export interface OwnImport {
  readonly file: string;
  /** As it is written. */
  readonly specifier: string;
  readonly target: string;
  /** Whether nothing of it is left when the code runs. */
  readonly typeOnly: boolean;
}

export interface Exported {
  readonly outline: Outline;
  /** The local name in that file. */
  readonly local: string;
}

/** The files that a project's entries reach through their imports. Each is parsed when it is first asked for. */
export class Program {
  readonly sources: Sources;
  /** From the entries outwards. */
  readonly files: readonly string[];
  readonly #outlines = new Map<string, Outline>();
  readonly #importers = new Map<string, string[]>();
  readonly #specifiers: string[] = [];
  readonly #imports: OwnImport[] = [];

  constructor(reader: SourceReader & Partial<HostReader>, entries: readonly string[]) {
    this.sources = Sources.of(reader);
    const known = new Set<string>();
    const queue = [...entries];
    for (let file = queue.shift(); file !== undefined && known.size < mostFiles; file = queue.shift()) {
      if (known.has(file)) continue;
      const text = this.sources.read(file);
      if (text === null) continue;
      known.add(file);
      for (const specifier of requestsOf(text)) {
        if (specifier.startsWith('.')) this.#specifiers.push(specifier);
        const target = resolveImport(this.sources, file, specifier);
        if (target === null) continue;
        this.#imports.push({ file, specifier, target, typeOnly: isTypeOnly(text, specifier) });
        const importers = this.#importers.get(target) ?? [];
        this.#importers.set(target, [...importers, file]);
        if (!known.has(target)) queue.push(target);
      }
    }
    this.files = [...known];
  }

  text(file: string): string {
    return this.sources.read(file) ?? '';
  }

  outline(file: string): Outline {
    const known = this.#outlines.get(file);
    if (known !== undefined) return known;
    const outline = readSource(file, this.text(file));
    this.#outlines.set(file, outline);
    return outline;
  }

  /** The imports of the project's own files, in the order in which they were found. */
  get imports(): readonly OwnImport[] {
    return this.#imports;
  }

  /** The relative specifiers of all imports, as they are written. */
  get specifiers(): readonly string[] {
    return this.#specifiers;
  }

  /** The files whose text has a word, parsed. */
  mentioning(word: string): readonly Outline[] {
    return this.files.filter((file) => this.text(file).includes(word)).map((file) => this.outline(file));
  }

  /** The files that import a file, directly or through files that pass its names on. */
  importersOf(file: string): readonly Outline[] {
    const found = new Set<string>();
    const queue = [file];
    for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
      for (const importer of this.#importers.get(target) ?? []) {
        if (found.has(importer) || importer === file) continue;
        found.add(importer);
        const { reexports, imports, exports } = this.outline(importer);
        const passes = imports.some(({ local }) => [...exports.values()].includes(local));
        if (reexports.length > 0 || passes) queue.push(importer);
      }
    }
    return [...found].map((path) => this.outline(path));
  }

  /** The file and the name behind an imported name, through files that pass it on. */
  resolve(outline: Outline, binding: Pick<Binding, 'from' | 'imported'>): Exported | null {
    return this.#follow(outline.file, binding.from, binding.imported, 0);
  }

  /** What a name or `namespace.name` of a file means: something of its own, or of the file that it comes from. */
  meaning(outline: Outline, path: string): Exported | null {
    const [head = '', member, more] = path.split('.');
    if (more !== undefined || head === 'this') return null;
    const binding = outline.imports.find(({ local }) => local === head);
    if (binding === undefined) return member === undefined ? { outline, local: head } : null;
    if (member === undefined) return this.resolve(outline, binding);
    const whole = this.resolve(outline, { from: binding.from, imported: member });
    return binding.imported === '*'
      ? whole
      : (this.#memberOf(this.resolve(outline, binding), member) ?? whole);
  }

  /** `routes.register` of a default export that is an object of functions. */
  #memberOf(object: Exported | null, name: string): Exported | null {
    const value = object?.outline.module.statements
      .flatMap(({ declares, kind, expressions }) => [
        ...declares.filter((declared) => declared.name === object.local).map((declared) => declared.value),
        ...(kind === 'export' && object.local === 'default' ? expressions : []),
      ])
      .find((candidate) => candidate?.kind === 'object');
    if (object === null || value?.kind !== 'object') return null;
    const entry = value.entries.find(({ key }) => key === name);
    const local = pathOf(entry?.value ?? null) ?? name;
    return entry === undefined ? null : this.meaning(object.outline, local);
  }

  #follow(file: string, from: string, name: string, depth: number): Exported | null {
    const target = resolveImport(this.sources, file, from);
    if (target === null || !this.files.includes(target) || depth > 8) return null;
    const outline = this.outline(target);
    // `import x = require()` and `require()` mean what `export =` and `module.exports` give.
    const local = outline.exports.get(name) ?? (name === '*' ? outline.exports.get('default') : undefined);
    if (local !== undefined) {
      const passed = outline.imports.find((binding) => binding.local === local);
      return passed === undefined
        ? { outline, local }
        : this.#follow(outline.file, passed.from, passed.imported, depth + 1);
    }
    for (const reexport of outline.reexports) {
      if (reexport.as !== name && reexport.name !== null) continue;
      const found = this.#follow(outline.file, reexport.from, reexport.name ?? name, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }
}

/** Whether a text asks for a module by `import type` alone. */
function isTypeOnly(text: string, specifier: string): boolean {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const asked = text.match(new RegExp(`\\b(import|export)\\b[^'";]*['"]${quoted}['"]`, 'g')) ?? [];
  return asked.length > 0 && asked.every((line) => /^(import|export)\s+type\b/.test(line));
}

/** Reads the entries and what they import from the project itself. */
export const readProgram = (
  reader: SourceReader & Partial<HostReader>,
  entries: readonly string[],
): Program => new Program(reader, entries);
