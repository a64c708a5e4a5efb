import type { Env } from '../../../settings/env.js';
import { projectName } from '../../../settings/project.js';

/** Without the address of an APM server nothing of Elastic is loaded. */
export const elasticSettings = (env: Env) => ({
  serverUrl: env.str('ELASTIC_APM_SERVER_URL', { optional: true }),
  secretToken: env.str('ELASTIC_APM_SECRET_TOKEN', { optional: true, secret: true }),
  apiKey: env.str('ELASTIC_APM_API_KEY', { optional: true, secret: true }),
  serviceName: env.str('ELASTIC_APM_SERVICE_NAME', { default: projectName }),
  serviceVersion: env.str('ELASTIC_APM_SERVICE_VERSION', { optional: true }),
  /** The share of requests and jobs whose trace is sent, from 0 to 1. */
  sampleRate: env.float('ELASTIC_APM_TRANSACTION_SAMPLE_RATE', { default: 0.1 }),
});

export type ElasticSettings = ReturnType<typeof elasticSettings>;
