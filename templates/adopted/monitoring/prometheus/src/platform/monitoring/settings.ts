import { readEnv } from '../settings/env.js';

/**
 * Where `/metrics` is served. It has a port of its own, so that it can stay inside the network.
 * Port 0 turns it off, as in tests, whose processes would want the same one.
 */
export function monitoringSettings(): { readonly host: string; readonly port: number } {
  return readEnv((env) => {
    const environment = env.string('NODE_ENV', { default: '' });
    return {
      host: env.string('METRICS_HOST', {
        default: environment === 'production' ? '0.0.0.0' : '127.0.0.1',
      }),
      port: env.int('METRICS_PORT', { default: environment === 'test' ? 0 : 9_464 }),
    };
  });
}
