import { setTimeout as wait } from 'node:timers/promises';
import type { DatadogSettings } from './settings.js';

export type DatadogTracer = typeof import('dd-trace');

/** The tracer sends what it has at this interval, and can't be asked to do it at once. */
const flushIntervalMs = 1_000;

let loaded: DatadogTracer | undefined;

/** The tracer, once it is loaded. */
export const datadog = (): DatadogTracer | undefined => loaded;

/** Loads and starts the tracer when there is an agent. Calling it again changes nothing. */
export async function loadDatadog(
  { agentUrl, service, version }: DatadogSettings,
  environment: string,
): Promise<void> {
  if (agentUrl === undefined || loaded !== undefined) return;
  // What the tracer tells of itself, and lets others change from outside, can only be turned off by variables.
  process.env.DD_INSTRUMENTATION_TELEMETRY_ENABLED ??= 'false';
  process.env.DD_REMOTE_CONFIGURATION_ENABLED ??= 'false';
  process.env.DD_CRASHTRACKING_ENABLED ??= 'false';
  // Lets the tracer see ES modules come in.
  await import('dd-trace/register.js');
  const { default: tracer } = await import('dd-trace');
  tracer.init({
    url: agentUrl,
    service,
    env: environment,
    ...(version !== undefined && { version }),
    flushInterval: flushIntervalMs,
    startupLogs: false,
    logInjection: false,
  });
  // What clients send is theirs: query parameters don't leave the process.
  tracer.use('http', { server: { queryStringObfuscation: true } });
  loaded = tracer;
}

/** Waits until what was measured so far is sent. */
export async function flushDatadog(): Promise<void> {
  if (loaded === undefined) return;
  loaded.dogstatsd.flush();
  await wait(flushIntervalMs + 200);
}
