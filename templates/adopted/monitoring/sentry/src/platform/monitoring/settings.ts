import { readEnv } from '../settings/env.js';

/** Without a DSN nothing of Sentry is loaded. */
export function monitoringSettings() {
  return readEnv((env) => ({
    dsn: env.optionalString('SENTRY_DSN'),
    release: env.optionalString('SENTRY_RELEASE'),
    environment: env.string('NODE_ENV', { default: 'development' }),
  }));
}
