import { loggingSettings } from '../platform/logging/settings.js';
import { baseSettings, type Settings } from './base.js';
import type { Env } from './env.js';

/** A developer's machine: talkative logs. */
export function developmentSettings(env: Env): Settings {
  return { ...baseSettings(env), logging: loggingSettings(env, 'debug') };
}
