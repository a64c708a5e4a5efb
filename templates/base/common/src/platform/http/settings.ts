import type { Env } from '../../settings/env.js';

/** How the HTTP server listens and what it accepts. */
export const serverSettings = (env: Env) => ({
  host: env.str('HOST', { default: env.isDeployed ? '0.0.0.0' : '127.0.0.1' }),
  port: env.port('PORT', { default: 3000 }),
  /** How many proxies stand in front: their X-Forwarded-* headers are believed, nobody else's. */
  trustProxy: env.int('TRUST_PROXY', { default: 0 }),
  bodyLimitBytes: env.int('BODY_LIMIT_BYTES', { default: 1_048_576 }),
  /** Origins whose pages may call this API; `*` stands for all of them. */
  corsOrigins: env.list('CORS_ORIGINS', { default: [] }),
  /** How long the process still serves, with a readiness of 503, after it was asked to stop. */
  shutdownDelayMs: env.int('SHUTDOWN_DELAY_MS', { default: env.isDeployed ? 1_000 : 0 }),
  /** How long open requests may take to finish after that. */
  shutdownTimeoutMs: env.int('SHUTDOWN_TIMEOUT_MS', { default: 8_000 }),
});

/** How often a client may call. */
export const throttleSettings = (env: Env) => ({
  /** By client address, for callers that nobody knows; `off` lets everybody. */
  anonymous: env.rate('THROTTLE_ANON', {
    default: env.isDeployed ? { limit: 1_000, windowMs: 60_000 } : 'off',
  }),
});
