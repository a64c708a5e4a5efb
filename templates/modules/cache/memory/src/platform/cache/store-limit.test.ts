import { expect, it } from 'vitest';
import { createStore } from './store.js';

it('drops the least recently used when the memory is full', async () => {
  const store = createStore(1000);
  await store.write('a', 'x'.repeat(400), 60);
  await store.write('b', 'x'.repeat(400), 60);
  await store.read(['a']);
  await store.write('c', 'x'.repeat(400), 60);
  const texts = await store.read(['a', 'b', 'c']);
  expect(texts?.map((text) => text?.length)).toEqual([400, undefined, 400]);
});
