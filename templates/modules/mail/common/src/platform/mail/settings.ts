import type { Env } from '../../settings/env.js';

/**
 * Where mails go: `smtp://user:password@host:587`, `console:` (one log line a mail) or `memory:` (tests).
 * Production needs a real server.
 */
export function mailSettings(env: Env) {
  const fallback = { development: 'console:', test: 'memory:' } as const;
  return {
    url:
      env.environment === 'development' || env.environment === 'test'
        ? env.emailUrl('MAIL_URL', { default: fallback[env.environment] })
        : env.emailUrl('MAIL_URL'),
    from: env.str('MAIL_FROM', { default: 'no-reply@localhost' }),
  };
}
