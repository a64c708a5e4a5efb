import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { reportError } from '../errors/report.js';
import type { AnyJob, Schedule } from './job.js';
import type { NewJob } from './types.js';

/** A tick that fell into a restart this long ago is made up for. */
const lookBackMs = 60_000;

/**
 * Adds the periodic jobs at their ticks until the returned function is called. Every worker does this: a
 * tick's job id follows from its name and time, so the queue keeps one of them.
 */
export function startSchedules(
  jobs: readonly AnyJob[],
  add: (job: NewJob) => Promise<unknown>,
): () => void {
  const start = (name: string, { cron, timeZone, payload }: Schedule<unknown>): Cron => {
    let last = new Date(Date.now() - lookBackMs);
    const addDue = (pattern: Cron): void => {
      const due = lastTick(pattern, last, new Date());
      if (due === null) return;
      last = due;
      const data = { name, payload, requestId: null };
      add({ id: tickId(name, due), data, priority: 0, startAt: null, dedupe: null }).catch(
        (error: unknown) => reportError(error, { kind: 'job', name }),
      );
    };
    const pattern = new Cron(cron, { timezone: timeZone }, addDue);
    addDue(pattern);
    return pattern;
  };

  const patterns = jobs.flatMap(({ name, schedule }) =>
    schedule === undefined ? [] : [start(name, schedule)],
  );
  return () => {
    for (const pattern of patterns) pattern.stop();
  };
}

/** The latest tick after `from` that isn't later than `to`. */
export function lastTick(pattern: Cron, from: Date, to: Date): Date | null {
  const [tick] = pattern.previousRuns(1, new Date(to.getTime() + 1));
  return tick !== undefined && tick > from ? tick : null;
}

/** The id, in the form of a UUID, of the job of one tick. */
export function tickId(name: string, tick: Date): string {
  const hash = createHash('sha256').update(`${name} ${tick.toISOString()}`).digest('hex');
  return [0, 8, 12, 16, 20].map((start, i, all) => hash.slice(start, all[i + 1] ?? 32)).join('-');
}
