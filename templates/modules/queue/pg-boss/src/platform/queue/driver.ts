import type PgBoss from 'pg-boss';
import { rawQuery } from '../../database/client.js';
import { afterCommit, transaction } from '../../database/transaction.js';
import { createBoss, queueName } from './boss.js';
import { findByKey, findState, listStates, reviveFailed } from './statements.js';
import type { NewJob, QueueDriver } from './types.js';
import { createWorker, type Worker } from './worker.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

let boss: PgBoss | undefined;
let worker: Worker | undefined;

function connected(): PgBoss {
  if (boss === undefined) throw new Error('The queue is not connected; call connectQueue() first.');
  return boss;
}

/** Jobs in the project's own PostgreSQL, by pg-boss. */
export const driver: QueueDriver = {
  async connect() {
    if (boss !== undefined) return;
    const fresh = createBoss({ migrate: false });
    try {
      await fresh.start();
    } catch (error) {
      throw new Error('The tables of the queue are missing or old; run the migrations first.', {
        cause: error,
      });
    }
    boss = fresh;
  },

  async disconnect() {
    await boss?.stop({ graceful: false });
    boss = undefined;
  },

  async ping() {
    connected();
    await rawQuery('select 1 from pgboss.version');
  },

  async add(job) {
    if (job.dedupe === null) return send(job);
    const { dedupe } = job;
    return transaction(async () => (await findByKey(dedupe)) ?? (await send(job)));
  },

  async find(id) {
    return uuid.test(id) ? findState(id) : null;
  },

  list: listStates,

  async retry(id) {
    const found = uuid.test(id) && (await reviveFailed(id));
    if (found) worker?.wakeIn(0);
    return found;
  },

  async startWorker(runner) {
    worker = createWorker(connected(), runner);
    await worker.start();
  },

  async stopWorker(limitMs) {
    await worker?.stop(limitMs);
    worker = undefined;
  },
};

/** The unique key of a job is its id: a second one with the same id is not added. */
async function send({ id, data, priority, startAt, dedupe }: NewJob): Promise<string> {
  await connected().send(queueName, data, {
    id,
    priority,
    ...(startAt !== null && { startAfter: startAt }),
    ...(dedupe !== null && { singletonKey: dedupe }),
  });
  await afterCommit(() => worker?.wakeIn(startAt === null ? 0 : startAt.getTime() - Date.now()));
  return id;
}
