import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../../test/database.js';
import { onError } from '../platform/errors/report.js';
import { rawQuery } from './client.js';
import { afterCommit, transaction } from './transaction.js';

useDatabase();

beforeAll(async () => {
  await rawQuery('create table notes (id int primary key, text text)');
});

let steps: string[];

beforeEach(() => {
  steps = [];
});

const note = (id: number) => rawQuery(`insert into notes (id) values (${id})`);

async function notes(): Promise<unknown[]> {
  const { rows } = await rawQuery('select id from notes order by id');
  return rows.map(({ id }) => id);
}

test('commits everything, and gives what the work gives', async () => {
  const result = await transaction(async () => {
    await note(1);
    await note(2);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await notes()).toEqual([1, 2]);
});

test('rolls everything back when the work throws', async () => {
  const work = transaction(async () => {
    await note(1);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await notes()).toEqual([]);
});

test('a nested transaction rolls back alone, with what it wanted after the commit', async () => {
  await transaction(async () => {
    await note(1);
    await afterCommit(() => steps.push('outer'));
    await transaction(async () => {
      await note(2);
      await afterCommit(() => steps.push('nested'));
    });
    const failing = transaction(async () => {
      await note(3);
      await afterCommit(() => steps.push('failed'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
  });
  expect(await notes()).toEqual([1, 2]);
  expect(steps).toEqual(['outer', 'nested']);
});

test('afterCommit waits for the outermost commit, and runs outside of it', async () => {
  await transaction(async () => {
    await afterCommit(async () => {
      steps.push(`sees ${await notes()}`);
    });
    await note(1);
    steps.push('work done');
  });
  expect(steps).toEqual(['work done', 'sees 1']);
});

test('afterCommit runs nothing after a rollback', async () => {
  const work = transaction(async () => {
    await afterCommit(() => steps.push('never'));
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(steps).toEqual([]);
});

test('afterCommit runs at once outside of a transaction', async () => {
  await afterCommit(() => steps.push('now'));
  expect(steps).toEqual(['now']);
});

test('an error after the commit is reported and stops neither the caller nor the next callback', async () => {
  const stop = onError((error) => steps.push(String(error)));
  const result = await transaction(async () => {
    await afterCommit(() => {
      throw new Error('cache is down');
    });
    await afterCommit(() => steps.push('next'));
    return 'committed';
  });
  stop();
  expect(result).toBe('committed');
  expect(steps.sort()).toEqual(['Error: cache is down', 'next']);
});

test('work that outlives its transaction goes to the pool', async () => {
  let late: Promise<unknown> = Promise.resolve();
  await transaction(async () => {
    await note(1);
    late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => note(2));
  });
  await late;
  expect(await notes()).toEqual([1, 2]);
});
