import type { Env } from '../../settings/env.js';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** How much is logged: from `level` on, unless LOG_LEVEL says something else. */
export const loggingSettings = (env: Env, level: (typeof levels)[number] = 'info') => ({
  level: env.choice('LOG_LEVEL', levels, { default: level }),
  /** Lines for people instead of JSON; never where machines read them. */
  pretty: env.environment === 'development',
});
