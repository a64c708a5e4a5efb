import { setTimeout as wait } from 'node:timers/promises';
import { transaction } from '../../database/transaction.js';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { countWaiting, publish } from './broker.js';
import type { BrokerConnection } from './connection.js';
import type { JobRunner } from './runner.js';
import { deleteOld, lockUnsent, noteSent, resendLost, takeOverStalled } from './statements.js';

const batchSize = 100;
const upkeepMs = 60_000;
/** How long it lets a database be that can't be asked. */
const pauseMs = 5_000;

/**
 * Tells the broker of jobs in the table whose time has come: delayed ones, retries, those of workers that died, and
 * those that the process which enqueued them could not send. Every worker does this.
 */
export function startRelay(broker: BrokerConnection, runner: JobRunner) {
  const { pollMs } = settings.queue;
  let stopping = false;
  /** Aborted when there is something to do before the next look. */
  let nap = new AbortController();
  let lastUpkeep = Date.now();

  const work = async (): Promise<void> => {
    await takeOver(runner, false);
    if (!broker.isOpen()) return;
    while ((await sendDue(broker)) === batchSize);
    if (Date.now() - lastUpkeep < upkeepMs) return;
    lastUpkeep = Date.now();
    await keepUp(broker);
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      nap = new AbortController();
      let pause = pollMs;
      try {
        await work();
      } catch (error) {
        logger.error({ err: error }, 'Jobs could not be sent to RabbitMQ');
        pause = pauseMs;
      }
      await wait(pause, undefined, { signal: nap.signal }).catch(() => {});
    }
  };
  const ended = loop();

  return {
    /** Looks for jobs after so many milliseconds, where that is sooner than it would anyhow. */
    wakeIn(ms: number): void {
      if (ms <= 0) nap.abort();
      else if (ms < pollMs) setTimeout(() => nap.abort(), ms).unref();
    },
    async stop(): Promise<void> {
      stopping = true;
      nap.abort();
      await ended;
    },
  };
}

/** Takes the jobs of silent workers back, or all running ones. */
export async function takeOver(runner: JobRunner, all: boolean): Promise<void> {
  for (const delivery of await takeOverStalled(all)) {
    runner.dead(delivery, new Error(`${delivery.data.name} took its worker down too often.`));
  }
}

/**
 * Sends jobs whose time has come, and gives their number. They are noted as sent after the broker has confirmed them,
 * so one may be sent twice, which workers notice, but none is forgotten.
 */
export function sendDue(broker: BrokerConnection): Promise<number> {
  return transaction(async () => {
    const unsent = await lockUnsent(batchSize);
    if (unsent.length === 0) return 0;
    const channel = broker.channel();
    await Promise.all(unsent.map((notice) => publish(channel, notice)));
    await noteSent(unsent.map(({ id }) => id));
    return unsent.length;
  });
}

/** Forgets old jobs, and finds those that a broker lost together with its disk. */
export async function keepUp(broker: BrokerConnection): Promise<void> {
  await deleteOld();
  if ((await countWaiting(broker.channel())) === 0) await resendLost();
}
