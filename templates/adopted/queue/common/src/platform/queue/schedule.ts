import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { logger } from '../logger.js';
import type { AnyJob, Schedule } from './job.js';
import type { JobData, NewJob } from './types.js';

/** A tick that fell into a restart this long ago is made up for. */
const lookBackMs = 60_000;
/** Timers can't wait longer than 24.8 days, and clocks are set in the meantime. */
const longestSleepMs = 3_600_000;

/**
 * Adds the periodic jobs at their ticks until the returned function is called. Every worker does this: a
 * tick's job id follows from its name and time, so the queue keeps one of them.
 */
export function startSchedules(
  jobs: readonly AnyJob[],
  add: (job: NewJob) => Promise<unknown>,
): () => void {
  const stops: (() => void)[] = [];
  for (const { name, schedule } of jobs) {
    if (schedule !== undefined) {
      stops.push(startOne(name, schedule, add));
    }
  }
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}

function startOne(
  name: string,
  { cron, timeZone, payload }: Schedule<unknown>,
  add: (job: NewJob) => Promise<unknown>,
): () => void {
  const pattern = new Cron(cron, { timezone: timeZone, paused: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = new Date(Date.now() - lookBackMs);

  const wake = (): void => {
    const now = new Date();
    const due = lastTick(pattern, last, now);
    if (due !== null) {
      last = due;
      const data: JobData = { name, payload, requestId: null };
      add({ id: tickId(name, due), data, priority: 0, startAt: null, dedupe: null }).catch(
        (error: unknown) => logger.error({ job: name, err: error }, 'A scheduled job was lost'),
      );
    }
    const next = pattern.nextRun(now);
    if (next === null) {
      return;
    }
    timer = setTimeout(wake, Math.min(next.getTime() - Date.now(), longestSleepMs));
  };
  wake();
  return () => {
    if (timer !== undefined) {
      clearTimeout(timer);
    }
  };
}

/** The latest tick after `from` that isn't later than `to`. */
export function lastTick(pattern: Cron, from: Date, to: Date): Date | null {
  let latest: Date | null = null;
  let tick = pattern.nextRun(from);
  while (tick !== null && tick <= to) {
    latest = tick;
    tick = pattern.nextRun(tick);
  }
  return latest;
}

/** The id, in the form of a UUID, of the job of one tick. */
export function tickId(name: string, tick: Date): string {
  const hash = createHash('sha256').update(`${name} ${tick.toISOString()}`).digest('hex');
  return [0, 8, 12, 16, 20].map((start, i, all) => hash.slice(start, all[i + 1] ?? 32)).join('-');
}
