import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BackendError } from '../project/errors.js';
import { isRecord, parseJson } from '../project/manifest.js';
import { isExtra, isOptional, visibleModules } from './declared.js';
import type { Arguments, Flag } from './flags.js';
import { parseFlags } from './parse.js';
import type { Session } from './session.js';

/** Flags that a config file can't hold: they are about this run, not about the backend. */
const notInConfig = new Set(['config', 'json', 'help', 'version', 'dry-run', 'diff', 'yes']);

export interface Config {
  readonly given: Arguments;
  /** Whether it names the whole set, so that nothing else comes in and nothing is left to ask. */
  readonly whole: boolean;
}

/**
 * Reads answers from a JSON file (`-`: standard input). Its keys are the flags without dashes; a key `modules`, as in
 * `backend.json`, is the whole set: what it doesn't name stays out.
 */
export async function readConfig(session: Session, path: string, flags: readonly Flag[]): Promise<Config> {
  const text = path === '-' ? await readAll(session) : readConfigFile(session, path);
  const shown = path === '-' ? 'standard input' : path;
  const value = parseJson(shown, text);
  if (!isRecord(value)) throw wrong(shown, 'it is not an object');
  const args = Object.entries(value).flatMap(([key, entry]) => argumentsFor(shown, key, entry));
  const allowed = flags.filter(({ name }) => !notInConfig.has(name));
  return { given: parseFlags(`create-backend (${shown})`, allowed, args), whole: 'modules' in value };
}

function readConfigFile({ cwd }: Session, path: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new BackendError('usage', {
      code: 'unreadable-config',
      what: `${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      next: 'Name a JSON file with --config FILE, or - for standard input.',
      cause: error,
    });
  }
}

async function readAll({ stdin }: Session): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += String(chunk);
  return text;
}

function argumentsFor(shown: string, key: string, value: unknown): string[] {
  if (key === '$schema' || (key === 'version' && typeof value === 'number')) return [];
  if (key === 'modules') return wholeSet(shown, value);
  if (key === 'directory' || key === 'dir') return [String(value)];
  if (value === true) return isExtraId(key) ? ['--with', key] : [`--${key}`];
  if (value === false) return [`--no-${key}`];
  if (Array.isArray(value)) return [`--${key}`, value.length === 0 ? 'none' : value.join(',')];
  if (typeof value === 'string' || typeof value === 'number') return [`--${key}=${value}`];
  throw wrong(shown, `"${key}" is neither a text, a number, a list, nor true or false`);
}

const isExtraId = (id: string): boolean =>
  visibleModules.some((module) => isExtra(module) && module.id === id);

function wholeSet(shown: string, value: unknown): string[] {
  if (!isRecord(value)) throw wrong(shown, '"modules" is not an object');
  return Object.entries(value).flatMap(([id, options]) => {
    if (!isRecord(options)) throw wrong(shown, `"modules.${id}" is not an object`);
    const optional = visibleModules.some((module) => isOptional(module) && module.id === id);
    const assignments = Object.entries(options).flatMap(([key, entry]) => [
      '--set',
      `${id}.${key}=${String(entry)}`,
    ]);
    return optional ? ['--with', id, ...assignments] : assignments;
  });
}

function wrong(shown: string, why: string): BackendError {
  return new BackendError('usage', {
    code: 'bad-config',
    what: `The config in ${shown} makes no sense: ${why}.`,
    next: 'docs/cli.md describes it; a backend.json works too.',
  });
}
