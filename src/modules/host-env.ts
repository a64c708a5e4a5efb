import { type EnvDetails, env } from '../facts/declare.js';
import type { EnvFact } from '../facts/fact.js';
import type { Host } from '../project/host.js';

/** A variable, in the file in which the project shows its variables. */
export const hostEnv = (host: Host, key: string, details: EnvDetails): EnvFact => ({
  ...env(key, details),
  file: host.envExample,
});
