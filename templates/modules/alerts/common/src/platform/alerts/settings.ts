import type { Env } from '../../settings/env.js';
import { projectName } from '../../settings/project.js';

/** Who is told of what, and how long repeats are held back. Addresses are `a@b.org` or `Name <a@b.org>`. */
export const alertSettings = (env: Env) => ({
  /** They get errors. */
  admins: env.list('ADMINS', { default: [] }),
  /** They get broken links. */
  managers: env.list('MANAGERS', { default: [] }),
  subjectPrefix: env.str('ALERT_SUBJECT_PREFIX', { default: `[${projectName}] ` }),
  /** The first of equal alerts is mailed at once, all others together after this time. */
  windowSeconds: env.int('ALERT_WINDOW_SECONDS', { default: 600 }),
  /** Regular expressions of paths whose broken links nobody wants to know. */
  ignorablePaths: env.list('ALERT_IGNORABLE_PATHS', { default: [] }),
});
