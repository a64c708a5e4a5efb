import { rangeOf } from '../packages/catalogue.js';
import type { DependencyFact, EnvFact, IgnoreFact, ScriptFact, ServiceFact } from './fact.js';

/** The order of the paragraphs of `.env.example`. */
const envGroups = [
  'Server',
  'Logging',
  'Database',
  'Redis',
  'Queue',
  'Cache',
  'Versioning',
  'Throttling',
  'Mail',
  'Alerts',
  'Monitoring',
] as const;

/** A runtime dependency at the catalogue's version. */
export const dependency = (name: string): DependencyFact => ({
  kind: 'dependency',
  file: 'package.json',
  key: name,
  dev: false,
  range: rangeOf(name),
});

/** A development dependency at the catalogue's version. */
export const devDependency = (name: string): DependencyFact => ({ ...dependency(name), dev: true });

/** A package.json script; ranks order ours among themselves. */
export const script = (key: string, command: string, rank: number): ScriptFact => ({
  kind: 'script',
  file: 'package.json',
  key,
  command,
  rank,
});

export interface EnvDetails {
  readonly group: (typeof envGroups)[number];
  readonly rank: number;
  readonly example: string;
  readonly comment: string;
  /** False when the process doesn't start without it; such a variable stands uncommented. */
  readonly optional?: boolean;
}

/** A variable of `.env.example`. */
export const env = (key: string, details: EnvDetails): EnvFact => ({
  kind: 'env',
  file: '.env.example',
  key,
  group: details.group,
  groupRank: envGroups.indexOf(details.group),
  rank: details.rank,
  example: details.example,
  optional: details.optional ?? true,
  comment: details.comment,
});

/** A line of `.gitignore`. */
export const ignore = (key: string, rank: number, path = '.gitignore'): IgnoreFact => ({
  kind: 'ignore',
  file: path,
  key,
  rank,
});

/** A service of `compose.yaml`. */
export const service = (
  key: string,
  rank: number,
  body: string,
  volumes: readonly string[] = [],
): ServiceFact => ({ kind: 'service', file: 'compose.yaml', key, rank, body, volumes });
