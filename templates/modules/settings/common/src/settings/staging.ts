import type { Settings } from './base.js';
import type { Env } from './env.js';
import { productionSettings } from './production.js';

/** The rehearsal of production: the same settings with other variables. */
export function stagingSettings(env: Env): Settings {
  return productionSettings(env);
}
