import { posix } from 'node:path';
import { jsonValue } from '../edit/json.js';
import { readTsConfig, type TsConfig } from './tsconfig.js';

/** Whatever texts can be read from: a tree, or a test's record. */
export interface SourceReader {
  read(path: string): string | null;
}

/**
 * What a project is read through. Paths are relative to the package's folder, with forward slashes; `..` leads to the
 * workspace around it. What can't be read is null, or an empty list.
 */
export interface HostReader extends SourceReader {
  /** The names in a folder; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/** A reader that asks for every text and folder once. */
export class Sources implements HostReader {
  readonly #reader: SourceReader & Partial<HostReader>;
  readonly #texts = new Map<string, string | null>();
  readonly #folders = new Map<string, readonly string[]>();
  #config: TsConfig | undefined;

  constructor(reader: SourceReader & Partial<HostReader>) {
    this.#reader = reader;
  }

  static of(reader: SourceReader & Partial<HostReader>): Sources {
    return reader instanceof Sources ? reader : new Sources(reader);
  }

  read(path: string): string | null {
    const key = posix.normalize(path);
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = this.#mayExist(key) ? this.#reader.read(key) : null;
    this.#texts.set(key, text);
    return text;
  }

  list(folder: string): readonly string[] {
    const key = posix.normalize(folder);
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const names = this.#reader.list?.(key) ?? [];
    this.#folders.set(key, names);
    return names;
  }

  exists(path: string): boolean {
    return this.read(path) !== null;
  }

  /** How many files were asked for and found. */
  get filesRead(): number {
    return [...this.#texts.values()].filter((text) => text !== null).length;
  }

  /** A value of package.json; undefined where there is none. */
  manifest(...path: readonly string[]): unknown {
    return jsonValue(this.read('package.json') ?? '{}', path);
  }

  /** The commands of package.json's scripts. */
  get scripts(): readonly string[] {
    return Object.values(Object(this.manifest('scripts'))).filter((value) => typeof value === 'string');
  }

  /** What tsconfig says, with all that it extends. */
  get config(): TsConfig {
    this.#config ??= readTsConfig(this);
    return this.#config;
  }

  /** One look at a folder spares the tries at every file that an import might mean. */
  #mayExist(path: string): boolean {
    if (this.#reader.list === undefined) return true;
    const folder = posix.dirname(path);
    return this.list(folder).includes(posix.basename(path));
  }
}
