import type { Env } from '../../settings/env.js';

/**
 * Where mails go: `smtp://user:password@host:587`, `console:` (one log line a mail) or `memory:` (tests).
 * A deployed process has no default.
 */
export function mailSettings(env: Env) {
  const fallback = env.environment === 'test' ? 'memory:' : 'console:';
  return {
    url: env.emailUrl('MAIL_URL', { default: fallback, secret: true }),
    from: env.str('MAIL_FROM', { default: 'no-reply@localhost' }),
  };
}

/** What makes these settings unfit for a deployment. */
export function mailProblems({ url }: { readonly url: string }): string[] {
  const isServer = url.startsWith('smtp:') || url.startsWith('smtps:');
  return isServer ? [] : ['MAIL_URL is not a mail server; nobody would get the mails.'];
}
