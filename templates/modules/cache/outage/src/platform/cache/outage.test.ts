import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { logger } from '../logging/logger.js';
import { withOutages } from './outage.js';
import type { RemoteStore } from './types.js';

const uuid = /^[\da-f-]{36}$/;

/** A store that answers, fails or hangs, and notes what it was asked. */
function setUp() {
  let state: 'up' | 'down' | 'hanging' | 'full' = 'up';
  const failures = vi.fn();
  const asked: string[] = [];
  const texts = new Map<string, string>();
  const answer = async <T>(name: string, run: () => T): Promise<T> => {
    asked.push(name);
    if (state === 'full' && name === 'write') throw new Error('The disk is full.');
    if (state === 'down') throw new Error('Connection is closed.');
    if (state === 'hanging') await new Promise(() => {});
    return run();
  };
  const remote: RemoteStore = {
    ping: () => answer('ping', () => {}),
    read: (keys) => answer('read', () => keys.map((key) => texts.get(key))),
    write: (key, text) => answer('write', () => void texts.set(key, text)),
    writeMissing: () => answer('writeMissing', () => {}),
    remove: (key) => answer('remove', () => void texts.delete(key)),
    increment: () => answer('increment', () => 1),
    afterFailure: failures,
  };
  const turn = (next: typeof state) => {
    state = next;
  };
  return { store: withOutages(remote), asked, texts, failures, turn };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: 1_000_000 });
  vi.spyOn(logger, 'info').mockReturnValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks a store that is down once a second', async () => {
  const warn = vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, asked, turn } = setUp();
  turn('down');
  for (let request = 0; request < 20; request += 1) {
    expect(await store.read(['key'])).toBeNull();
    vi.advanceTimersByTime(200);
  }
  expect(asked).toHaveLength(4);
  expect(warn).toHaveBeenCalledTimes(1);
});

it('waits two seconds for a store that hangs, and then leaves it alone', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, turn } = setUp();
  turn('hanging');
  const first = store.read(['key']);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await first).toBeNull();
  expect(await store.increment('key', 1, 60)).toBeNull();
});

it('makes up for a stamp before it reads again', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, turn } = setUp();
  await store.write('tag', 'old', 60);
  turn('down');
  await store.stamp(['tag'], 60);
  turn('up');
  vi.setSystemTime(Date.now() + 1000);
  expect(await store.read(['tag'])).toEqual([expect.stringMatching(uuid)]);
});

it('makes up for it without a reader, too', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, texts, turn } = setUp();
  turn('down');
  await store.stamp(['tag'], 60);
  await vi.advanceTimersByTimeAsync(1000);
  turn('up');
  await vi.advanceTimersByTimeAsync(1000);
  expect(texts.get('tag')).toMatch(uuid);
});

it('takes away what was to be written over or removed', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, turn } = setUp();
  await store.write('set', 'old', 60);
  await store.write('removed', 'old', 60);
  turn('down');
  await store.write('set', 'new', 60);
  await store.remove('removed');
  turn('up');
  vi.setSystemTime(Date.now() + 1000);
  expect(await store.read(['set', 'removed'])).toEqual([undefined, undefined]);
});

it('is not back while the store answers reads and takes no writes', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, turn } = setUp();
  turn('full');
  await store.write('key', 'text', 60);
  vi.setSystemTime(Date.now() + 1000);
  expect(await store.read(['key'])).toBeNull();
  expect(logger.info).not.toHaveBeenCalled();
  turn('up');
  vi.setSystemTime(Date.now() + 1000);
  expect(await store.read(['key'])).toEqual([undefined]);
  expect(logger.info).toHaveBeenCalledTimes(1);
});

it('tells the store of its failures, and stamps once for all who wait', async () => {
  vi.spyOn(logger, 'warn').mockReturnValue(undefined);
  const { store, asked, failures, turn } = setUp();
  await Promise.all([store.stamp(['tag'], 60), store.read(['tag']), store.read(['tag'])]);
  expect(asked).toEqual(['write', 'read', 'read']);
  turn('down');
  await store.read(['tag']);
  expect(failures).toHaveBeenCalledTimes(1);
});
