import type { Env } from '../../../settings/env.js';

/** Without a DSN nothing of Sentry is loaded. */
export const sentrySettings = (env: Env) => ({
  dsn: env.str('SENTRY_DSN', { optional: true, secret: true }),
  release: env.str('SENTRY_RELEASE', { optional: true }),
  /** The share of requests and jobs whose trace is sent, from 0 to 1. */
  tracesSampleRate: env.float('SENTRY_TRACES_SAMPLE_RATE', { default: 0.1 }),
});

export type SentrySettings = ReturnType<typeof sentrySettings>;
