import type { Env } from '../../../settings/env.js';
import { projectName } from '../../../settings/project.js';

/** Without the address of an agent nothing of Datadog is loaded. */
export const datadogSettings = (env: Env) => ({
  agentUrl: env.str('DD_TRACE_AGENT_URL', { optional: true }),
  service: env.str('DD_SERVICE', { default: projectName }),
  version: env.str('DD_VERSION', { optional: true }),
});

export type DatadogSettings = ReturnType<typeof datadogSettings>;
