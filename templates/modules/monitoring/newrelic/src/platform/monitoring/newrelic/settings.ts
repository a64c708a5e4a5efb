import type { Env } from '../../../settings/env.js';
import { projectName } from '../../../settings/project.js';

/** Without a licence key nothing of New Relic is loaded. */
export const newrelicSettings = (env: Env) => ({
  licenseKey: env.str('NEW_RELIC_LICENSE_KEY', { optional: true, secret: true }),
  appName: env.str('NEW_RELIC_APP_NAME', { default: projectName }),
});

export type NewrelicSettings = ReturnType<typeof newrelicSettings>;
