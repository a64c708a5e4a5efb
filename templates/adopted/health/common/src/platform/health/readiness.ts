import { performance } from 'node:perf_hooks';
import { isDraining } from '../lifecycle.js';
import { logger } from '../logger.js';
import { readEnv } from '../settings/env.js';
import { readinessChecks } from './checks.js';

export interface CheckResult {
  readonly status: 'ok' | 'failed' | 'timeout';
  readonly durationMs: number;
}

export interface Readiness {
  readonly status: 'ready' | 'unavailable' | 'draining';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** Runs all checks at once, each with its own time limit. Says what failed, but the reason only to the log. */
export async function readiness(checks = readinessChecks): Promise<Readiness> {
  const timeoutMs = readEnv((env) => env.int('HEALTH_TIMEOUT_MS', { default: 2_000 }));
  const results: Record<string, CheckResult> = {};
  let failed = false;
  await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const result = await run(name, check, timeoutMs);
      results[name] = result;
      if (result.status !== 'ok') {
        failed = true;
      }
    }),
  );
  return { status: isDraining() ? 'draining' : failed ? 'unavailable' : 'ready', checks: results };
}

/** The HTTP status that a load balancer understands. */
export function statusOf({ status }: Readiness): 200 | 503 {
  return status === 'ready' ? 200 : 503;
}

async function run(
  name: string,
  check: () => Promise<void>,
  timeoutMs: number,
): Promise<CheckResult> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs);
  });
  const status = await Promise.race([outcomeOf(name, check), limit]);
  if (timer !== undefined) {
    clearTimeout(timer);
  }
  return { status, durationMs: Math.round(performance.now() - started) };
}

async function outcomeOf(name: string, check: () => Promise<void>): Promise<'ok' | 'failed'> {
  try {
    await check();
    return 'ok';
  } catch (error) {
    logger.warn({ err: error, check: name }, 'A readiness check failed');
    return 'failed';
  }
}
