import { expect, test } from 'vitest';
import { guarded } from './guarded.js';

/** A client that writes down what it is sent, and answers when it is told to. */
function fakeClient() {
  const sent: string[] = [];
  const answers: { resolve(value: unknown): void; reject(error: unknown): void }[] = [];
  const query = (sql: string) => {
    sent.push(sql);
    return new Promise((resolve, reject) => answers.push({ resolve, reject }));
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { client: { query }, sent, answers, settled };
}

const deadlock = Object.assign(new Error('Deadlock'), { code: 'ER_LOCK_DEADLOCK' });

test('a statement is sent when the one before is answered, also after an error', async () => {
  const { client, sent, answers, settled } = fakeClient();
  const { query } = guarded(client).client;
  const results = Promise.allSettled([query('a'), query('b'), query('c')]);
  await settled();
  expect(sent).toEqual(['a']);
  answers[0]?.reject(new Error('no such table'));
  await settled();
  expect(sent).toEqual(['a', 'b']);
  answers[1]?.resolve(1);
  await settled();
  answers[2]?.resolve(2);
  expect((await results).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

test('nothing is sent after a deadlock until that is forgotten', async () => {
  const { client, sent, answers, settled } = fakeClient();
  const { client: guardedClient, forget } = guarded(client);
  const first = guardedClient.query('a');
  const second = guardedClient.query('b');
  await settled();
  answers[0]?.reject(deadlock);
  await expect(first).rejects.toThrow('Deadlock');
  await expect(second).rejects.toThrow('was rolled back');
  await expect(guardedClient.query('commit')).rejects.toThrow('was rolled back');
  forget();
  const third = guardedClient.query('c');
  await settled();
  answers[1]?.resolve('done');
  expect(await third).toBe('done');
  expect(sent).toEqual(['a', 'c']);
});
