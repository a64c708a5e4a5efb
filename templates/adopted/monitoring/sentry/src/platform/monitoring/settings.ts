import { readEnv } from '../settings/env.js';

export interface MonitoringSettings {
  /** Without one nothing of Sentry is loaded. */
  readonly dsn: string | undefined;
  readonly release: string | undefined;
  readonly environment: string;
}

export function monitoringSettings(): MonitoringSettings {
  return readEnv((env) => ({
    dsn: env.optionalString('SENTRY_DSN'),
    release: env.optionalString('SENTRY_RELEASE'),
    environment: env.string('NODE_ENV', { default: 'development' }),
  }));
}
