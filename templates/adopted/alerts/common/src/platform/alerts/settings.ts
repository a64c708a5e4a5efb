import { readEnv } from '../settings/env.js';

/** Who is told of errors, how, and how long repeats are held back. Addresses are `a@b.org` or `Name <a@b.org>`. */
export interface AlertSettings {
  readonly admins: readonly string[];
  /** `smtp://user:password@host:587`; without one no mail is sent. */
  readonly mailUrl: string | undefined;
  readonly mailFrom: string;
  readonly subjectPrefix: string;
  /** The first of equal alerts is mailed at once, all others together after this time. */
  readonly windowSeconds: number;
  readonly environment: string;
}

export function alertSettings(): AlertSettings {
  return readEnv((env) => ({
    admins: env.list('ADMINS', { default: [] }),
    mailUrl: env.optionalString('MAIL_URL'),
    mailFrom: env.string('MAIL_FROM', { default: 'no-reply@localhost' }),
    subjectPrefix: env.string('ALERT_SUBJECT_PREFIX', { default: '[{{name}}] ' }),
    windowSeconds: env.int('ALERT_WINDOW_SECONDS', { default: 600, min: 1 }),
    environment: env.string('NODE_ENV', { default: 'development' }),
  }));
}
