import { setTimeout as wait } from 'node:timers/promises';
import { settings } from '../../settings/index.js';
import { isDraining } from '../lifecycle.js';
import { logger } from '../logging/logger.js';
import { readinessChecks } from './checks.js';

/** Runs all checks at once, each with its own time limit. Says what failed, but the reason only to the log. */
export async function readiness(checks = readinessChecks) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await run(name, check)] as const),
  );
  const failed = results.some(([, { status }]) => status !== 'ok');
  return {
    status: isDraining() ? 'draining' : failed ? 'unavailable' : 'ready',
    checks: Object.fromEntries(results),
  };
}

async function run(name: string, check: () => Promise<void>) {
  const started = performance.now();
  const limit = wait(settings.health.timeoutMs, 'timeout' as const, { ref: false });
  const outcome = check().then(
    () => 'ok' as const,
    (error: unknown) => {
      logger.warn({ err: error, check: name }, 'A readiness check failed');
      return 'failed' as const;
    },
  );
  const status = await Promise.race([outcome, limit]);
  return { status, durationMs: Math.round(performance.now() - started) };
}
