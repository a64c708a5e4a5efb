import { loggingSettings } from '../platform/logging/settings.js';
import { baseSettings, type Settings } from './base.js';
import type { Env } from './env.js';

/** Automatic tests: quiet, and nothing that counts requests against them. */
export function testSettings(env: Env): Settings {
  return { ...baseSettings(env), logging: loggingSettings(env, 'silent') };
}
