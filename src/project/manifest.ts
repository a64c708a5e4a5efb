import { type ParseError, parse } from 'jsonc-parser';
import { BackendError } from './errors.js';

export const manifestPath = 'backend.json';
export const manifestVersion = 1;

export type StoredAnswer = string | number | boolean | readonly string[];
export type StoredAnswers = Readonly<Record<string, Readonly<Record<string, StoredAnswer>>>>;

/** Whatever texts can be read from: a tree, or a test's record. */
export interface Readable {
  read(path: string): string | null;
}

/** `backend.json`: the answers, for people to read and edit. */
export interface Manifest {
  /** The framework of a backend that create-backend didn't make; null for one that it made. */
  readonly adopted: string | null;
  readonly modules: StoredAnswers;
}

/** Reads `backend.json`; null when there is none. Throws a BackendError that names the line when it makes no sense. */
export function readManifest(tree: Readable): Manifest | null {
  const text = tree.read(manifestPath);
  if (text === null) return null;
  const value = parseJson(manifestPath, text);
  if (!isRecord(value)) throw nonsense('it is not an object');
  const { version, adopted = null, modules } = value;
  if (version === undefined) throw nonsense('it has no "version"');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw nonsense('"version" is not a whole number');
  if (version > manifestVersion) throw newer(manifestPath, version, manifestVersion);
  if (adopted !== null && typeof adopted !== 'string') throw nonsense('"adopted" is not a text');
  if (!isRecord(modules)) throw nonsense('"modules" is not an object');
  for (const [id, options] of Object.entries(modules)) {
    if (!isRecord(options)) throw nonsense(`"modules.${id}" is not an object`);
    for (const [key, option] of Object.entries(options)) {
      if (!isStoredAnswer(option)) {
        throw nonsense(
          `"modules.${id}.${key}" is neither a text, a list of texts, a number nor true or false`,
        );
      }
    }
  }
  for (const key of Object.keys(value)) {
    if (!['$schema', 'version', 'adopted', 'modules'].includes(key))
      throw nonsense(`"${key}" is not a known key`);
  }
  return { adopted, modules: modules as StoredAnswers };
}

export function printManifest({ adopted, modules }: Manifest): string {
  const head = { $schema: './.backend/schema.json', version: manifestVersion };
  return `${JSON.stringify({ ...head, ...(adopted === null ? {} : { adopted }), modules }, null, 2)}\n`;
}

function isStoredAnswer(value: unknown): value is StoredAnswer {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON; throws a BackendError with `file:line` when it is broken. */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // What JSON.parse says of the place differs between versions of Node, and is often missing.
    const problems: ParseError[] = [];
    parse(text, problems);
    const line = text.slice(0, problems[0]?.offset ?? text.length).split('\n').length;
    throw new BackendError('failed', {
      code: 'broken-json',
      what: `${path}:${line} is not valid JSON.`,
      why: (error as Error).message.replace(/\s+/g, ' '),
      next: `Mend ${path}, or bring it back with: git checkout -- ${path}`,
    });
  }
}

function nonsense(why: string): BackendError {
  return new BackendError('failed', {
    code: 'bad-manifest',
    what: `${manifestPath} makes no sense: ${why}.`,
    why: 'It holds the answers that the backend is made from, so nothing can be worked out without it.',
    next: `Mend it by its schema (.backend/schema.json), or bring it back with: git checkout -- ${manifestPath}`,
  });
}

/** The error for a file that a newer version of this program wrote. */
export function newer(path: string, version: number, known: number): BackendError {
  return new BackendError('failed', {
    code: 'newer-manifest',
    what: `${path} has version ${version}; this program knows versions up to ${known}.`,
    why: 'It was written by a newer create-backend.',
    next: 'Use that version: npm install --global create-backend@latest',
  });
}
