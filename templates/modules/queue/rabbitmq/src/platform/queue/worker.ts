import { setTimeout as wait } from 'node:timers/promises';
import type { ConfirmChannel, ConsumeMessage } from 'amqplib';
import { isEmbedded } from '../../database/client.js';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { declareQueues, jobIdOf, queueName } from './broker.js';
import { type BrokerConnection, openConnection } from './connection.js';
import { withinLimit } from './limit.js';
import { startRelay, takeOver } from './relay.js';
import type { JobRunner } from './runner.js';
import { giveBack, renewLeases, settleDone, settleFailed, takeJob } from './statements.js';
import type { Delivery } from './types.js';

const consumerTag = 'worker';
/** How long a message is held when the database can't be asked about its job. */
const pauseMs = 1_000;

export type RunningWorker = Awaited<ReturnType<typeof runWorker>>;

/** Takes jobs from the queue and runs them, several at a time. */
export async function runWorker(publisher: BrokerConnection, runner: JobRunner) {
  const { concurrency, stalledSeconds } = settings.queue;
  const running = new Map<string, Promise<void>>();
  const abort = new AbortController();
  let stopping = false;
  let intake = Promise.resolve();

  /** Runs one job and notes how that went. When even this fails, the lease runs out and another worker runs it. */
  const deliver = async (delivery: Delivery): Promise<void> => {
    try {
      const error = await runner.run(delivery, abort.signal);
      if (error === null) return await settleDone(delivery);
      if (abort.signal.aborted) return await giveBack(delivery);
      const delayMs = runner.retryDelay(delivery, error);
      await settleFailed(delivery, delayMs, error.message);
      if (delayMs === null) runner.dead(delivery, error);
      else relay.wakeIn(delayMs);
    } catch (error) {
      logger.error({ err: error, jobId: delivery.id }, 'The outcome of a job could not be noted');
    }
  };

  /** Begins a job, or says why not by what becomes of its message. */
  const take = async (channel: ConfirmChannel, message: ConsumeMessage): Promise<void> => {
    const id = jobIdOf(message);
    if (id === null) {
      logger.error({ queue: queueName }, 'A message that is no job went to the dead letters');
      return answer(() => channel.nack(message, false, false));
    }
    if (stopping) return answer(() => channel.nack(message));
    try {
      const delivery = await takeJob(id, stalledSeconds);
      if (delivery === null) return answer(() => channel.ack(message));
      const run = deliver(delivery).then(() => {
        running.delete(id);
        answer(() => channel.ack(message));
      });
      running.set(id, run);
    } catch (error) {
      logger.error({ err: error, jobId: id }, 'A job could not be begun');
      await wait(pauseMs);
      answer(() => channel.nack(message));
    }
  };

  const consume = async (channel: ConfirmChannel): Promise<void> => {
    await declareQueues(channel);
    await channel.prefetch(concurrency);
    const onMessage = (message: ConsumeMessage | null): void => {
      // The queue was deleted: a new channel makes it again.
      if (message === null) channel.close().catch(() => {});
      // One after another, so that jobs begin in the order of the queue.
      else intake = intake.then(() => take(channel, message));
    };
    if (!stopping) await channel.consume(queueName, onMessage, { consumerTag });
  };

  // Nobody else runs jobs of an embedded database: those that look running were left by a killed process.
  await takeOver(runner, isEmbedded());
  const relay = startRelay(publisher, runner);
  const renewal = setInterval(
    () => {
      if (running.size === 0) return;
      renewLeases([...running.keys()], stalledSeconds).catch((error: unknown) =>
        logger.error({ err: error }, 'Leases of jobs could not be renewed'),
      );
    },
    (stalledSeconds * 1_000) / 3,
  );
  // A connection of its own: a broker that is short of memory stops reading from those that publish.
  const consumer = await openConnection(consume);

  return {
    wakeIn: relay.wakeIn,
    async stop(limitMs: number): Promise<void> {
      stopping = true;
      // Without a connection, or an answer on it, no more messages come either.
      if (consumer.isOpen()) {
        await withinLimit(consumer.channel().cancel(consumerTag)).catch(() => {});
      }
      await intake;
      const limit = setTimeout(() => abort.abort(), limitMs);
      await Promise.all(running.values());
      clearTimeout(limit);
      clearInterval(renewal);
      await relay.stop();
      await consumer.close();
    },
  };
}

/** Answers a message. When its channel was lost, the broker delivers it again, and the table knows what became of it. */
function answer(send: () => void): void {
  try {
    send();
  } catch (error) {
    logger.debug({ err: error }, 'A message of a lost channel stays unanswered');
  }
}
