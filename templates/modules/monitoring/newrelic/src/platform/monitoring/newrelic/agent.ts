import type { NewrelicSettings } from './settings.js';

export type NewRelicAgent = typeof import('newrelic');

let loaded: NewRelicAgent | undefined;

/** The agent, once it is loaded. */
export const newRelic = (): NewRelicAgent | undefined => loaded;

/** Loads and starts the agent when there is a licence key. Calling it again changes nothing. */
export async function loadNewRelic(settings: NewrelicSettings, environment: string): Promise<void> {
  const { licenseKey } = settings;
  if (licenseKey === undefined || loaded !== undefined) return;
  const variables = agentVariables({ ...settings, licenseKey }, environment);
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
  //{{#if (or app.nest app.nestFastify)}}
  await leaveNestAlone();
  //{{/if}}
  await import('newrelic/esm-loader.mjs');
  loaded = (await import('newrelic')).default;
}

//{{#if (or app.nest app.nestFastify)}}
/**
 * The agent would put a `require` into a file of Nest's that is an ES module, which ends the process. It looks there for
 * errors that nobody handled, and gets those from us.
 */
async function leaveNestAlone(): Promise<void> {
  const { default: subscribers } = await import('newrelic/lib/subscriber-configs.js');
  Reflect.deleteProperty(subscribers, '@nestjs/core');
}

//{{/if}}
/** Sends what is left and ends the agent. Waits for as long as the agent does: callers set a limit. */
export async function closeNewRelic(timeoutMs: number): Promise<void> {
  const agent = loaded;
  loaded = undefined;
  await new Promise<void>((resolve) => {
    if (agent === undefined) resolve();
    else agent.shutdown({ collectPendingData: true, timeout: timeoutMs }, () => resolve());
  });
}

/** The agent reads nothing but the environment. What that says itself goes before what stands here. */
function agentVariables(
  { licenseKey, appName }: NewrelicSettings & { readonly licenseKey: string },
  environment: string,
): Readonly<Record<string, string>> {
  return {
    NEW_RELIC_LICENSE_KEY: licenseKey,
    NEW_RELIC_APP_NAME: appName,
    NEW_RELIC_LABELS: `environment:${environment}`,
    NEW_RELIC_NO_CONFIG_FILE: 'true',
    NEW_RELIC_LOG: 'stderr',
    NEW_RELIC_LOG_LEVEL: 'error',
    // Logs go where the process writes them, and headers of requests are the clients' own.
    NEW_RELIC_APPLICATION_LOGGING_FORWARDING_ENABLED: 'false',
    NEW_RELIC_ATTRIBUTES_EXCLUDE: 'request.headers.*,request.parameters.*',
    // Errors are reported with their request id; the agent would tell each answer of 500 a second time.
    NEW_RELIC_ERROR_COLLECTOR_IGNORE_ERROR_CODES: '404,500-599',
    // It would ask the addresses of every cloud for what it runs on.
    NEW_RELIC_UTILIZATION_DETECT_AWS: 'false',
    NEW_RELIC_UTILIZATION_DETECT_AZURE: 'false',
    NEW_RELIC_UTILIZATION_DETECT_AZUREFUNCTION: 'false',
    NEW_RELIC_UTILIZATION_DETECT_GCP: 'false',
    NEW_RELIC_UTILIZATION_DETECT_PCF: 'false',
    NEW_RELIC_UTILIZATION_DETECT_DOCKER: 'false',
    NEW_RELIC_UTILIZATION_DETECT_KUBERNETES: 'false',
  };
}
