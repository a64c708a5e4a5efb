import { boss, closeBoss } from './boss.js';
import type { Query } from './database.js';
import { closeDatabase, rawQuery, transaction } from './database.js';
import type { Worker } from './job-worker.js';
import { createWorker } from './job-worker.js';
import { queueSettings } from './settings.js';
import { findByKey, findState, listStates, reviveFailed } from './statements.js';
import type { NewJob, QueueDriver } from './types.js';

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

let worker: Worker | undefined;

/** Jobs in PostgreSQL, by pg-boss. */
export const driver: QueueDriver = {
  async disconnect() {
    await closeBoss();
    await closeDatabase();
  },

  async ping() {
    await rawQuery('select 1', []);
  },

  async add(job) {
    const { dedupe } = job;
    if (dedupe === null) {
      return send(job, rawQuery);
    }
    await boss();
    return transaction(async (query) => {
      const known = await findByKey(dedupe, query);
      return known ?? send(job, query);
    });
  },

  async find(id) {
    await boss();
    return uuid.test(id) ? findState(id) : null;
  },

  async list(state, limit) {
    await boss();
    return listStates(state, limit);
  },

  async retry(id) {
    await boss();
    const found = uuid.test(id) && (await reviveFailed(id));
    if (found && worker !== undefined) {
      worker.wakeIn(0);
    }
    return found;
  },

  async startWorker(runner) {
    const fresh = createWorker(await boss(), runner);
    await fresh.start();
    worker = fresh;
  },

  async stopWorker(limitMs) {
    const current = worker;
    worker = undefined;
    if (current !== undefined) {
      await current.stop(limitMs);
    }
  },
};

/** The unique key of a job is its id: a second one with the same id is not added. */
async function send(
  { id, data, priority, startAt, dedupe }: NewJob,
  query: Query,
): Promise<string> {
  const opened = await boss();
  await opened.send(queueSettings().name, data, {
    id,
    priority,
    db: { executeSql: (sql: string, values: unknown[] | undefined) => query(sql, values ?? []) },
    ...(startAt === null ? {} : { startAfter: startAt }),
    ...(dedupe === null ? {} : { singletonKey: dedupe }),
  });
  if (worker !== undefined) {
    worker.wakeIn(startAt === null ? 0 : startAt.getTime() - Date.now());
  }
  return id;
}
