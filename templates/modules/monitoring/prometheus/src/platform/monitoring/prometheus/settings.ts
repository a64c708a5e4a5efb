import type { Env } from '../../../settings/env.js';

/**
 * Where `/metrics` is served. It has a port of its own, so that it can stay inside the network.
 * Port 0 turns it off.
 */
export const prometheusSettings = (env: Env) => ({
  host: env.str('METRICS_HOST', { default: env.isDeployed ? '0.0.0.0' : '127.0.0.1' }),
  port: env.port('METRICS_PORT', { default: env.environment === 'test' ? 0 : 9464 }),
});

export type PrometheusSettings = ReturnType<typeof prometheusSettings>;
