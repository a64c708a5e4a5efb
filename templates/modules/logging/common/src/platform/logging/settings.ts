import type { Env } from '../../settings/env.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How much is logged. */
export const loggingSettings = (env: Env) => ({
  level: env.choice('LOG_LEVEL', logLevels, { default: 'info' }),
  /** Lines for people instead of JSON; never where machines read them. */
  pretty: env.environment === 'development',
});
