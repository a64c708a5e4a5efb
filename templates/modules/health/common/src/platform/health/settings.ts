import type { Env } from '../../settings/env.js';

/** How readiness is found out. */
export const healthSettings = (env: Env) => ({
  /** How long a single check may take. */
  timeoutMs: env.int('HEALTH_TIMEOUT_MS', { default: 2_000 }),
});
