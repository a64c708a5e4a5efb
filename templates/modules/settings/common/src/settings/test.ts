import { logLevels } from '../platform/logging/settings.js';
import { baseSettings, type Settings } from './base.js';
import type { Env } from './env.js';

/** Automatic tests: quiet, and nothing that counts requests against them. */
export function testSettings(env: Env): Settings {
  const base = baseSettings(env);
  return {
    ...base,
    logging: { ...base.logging, level: env.choice('LOG_LEVEL', logLevels, { default: 'silent' }) },
  };
}
