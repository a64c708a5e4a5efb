import { baseSettings, type Settings } from './base.js';
import type { Env } from './env.js';

/** What serves the users: everything comes from the environment. */
export function productionSettings(env: Env): Settings {
  return baseSettings(env);
}
