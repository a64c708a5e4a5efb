import { createRequire, register } from 'node:module';
import type { Agent } from 'elastic-apm-node';
import { createInstruments, type Instruments } from './instruments.js';
import { withoutSecrets, withStarredUrl } from './masked.js';
import { onlyReported } from './reported.js';
import type { ElasticSettings } from './settings.js';

/** The agent with the instruments that report through it. */
export interface Elastic {
  readonly agent: Agent;
  readonly instruments: Instruments;
}

let loaded: Elastic | undefined;

/** The agent, once it is loaded. */
export const elastic = (): Elastic | undefined => loaded;

/** Loads and starts the agent when there is an APM server. Calling it again changes nothing. */
export async function loadElastic(
  { serverUrl, secretToken, apiKey, serviceName, serviceVersion, sampleRate }: ElasticSettings,
  environment: string,
): Promise<void> {
  if (serverUrl === undefined || loaded !== undefined) return;
  // Lets the agent see ES modules come in.
  register('elastic-apm-node/loader.mjs', import.meta.url);
  const { default: agent } = await import('elastic-apm-node');
  agent.start({
    serverUrl,
    serviceName,
    environment,
    transactionSampleRate: sampleRate,
    ...(secretToken !== undefined && { secretToken }),
    ...(apiKey !== undefined && { apiKey }),
    ...(serviceVersion !== undefined && { serviceVersion }),
    // Its counters and histograms are those of OpenTelemetry.
    opentelemetryBridgeEnabled: true,
    // Errors that nobody caught are reported by the process itself.
    captureExceptions: false,
    // What clients send is theirs.
    captureHeaders: false,
    // It would ask the addresses of every cloud for what it runs on, and take settings from outside.
    cloudProvider: 'none',
    centralConfig: false,
    logLevel: 'warning',
  });
  agent.addErrorFilter(onlyReported);
  agent.addErrorFilter(withoutSecrets);
  agent.addFilter(withStarredUrl);
  // The agent gives its exporter to a MeterProvider that it sees come in, and it sees this one only as CommonJS.
  const sdk: typeof import('@opentelemetry/sdk-metrics') = createRequire(import.meta.url)(
    '@opentelemetry/sdk-metrics',
  );
  loaded = { agent, instruments: createInstruments(new sdk.MeterProvider()) };
}

/** Sends what was measured so far. */
export async function flushElastic(): Promise<void> {
  if (loaded === undefined) return;
  const { agent, instruments } = loaded;
  await instruments.flush();
  await agent.flush();
}

/** Sends what is left and ends the agent. Waits for as long as the server does: callers set a limit. */
export async function closeElastic(): Promise<void> {
  const flushed = flushElastic();
  const agent = loaded?.agent;
  loaded = undefined;
  await flushed;
  await agent?.destroy();
}
