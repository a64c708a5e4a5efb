import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mapStore } from '../../../test/map-store.js';
import { loadOnLease } from './lease.js';

/** Something to wait for, and what makes it happen. */
function event() {
  let happen = () => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happened, happen: () => happen() };
}

/** Loads under one name, as several processes do. */
function setUp() {
  const { store, goAway } = mapStore();
  const kept: string[] = [];
  const loadOf = (load: () => Promise<string>, known = async () => kept[0]) =>
    loadOnLease(store, { name: 'report', known, load });
  return { store, kept, goAway, loadOf };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('loads in several processes', () => {
  it('wait for what the first one keeps', async () => {
    const { kept, loadOf } = setUp();
    const load = vi.fn(async () => {
      await sleep(30);
      kept.push('loaded');
      return 'loaded';
    });
    expect(await Promise.all([1, 2, 3].map(() => loadOf(load)))).toEqual(
      Array.from({ length: 3 }, () => 'loaded'),
    );
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('take what was kept just before the lease was theirs', async () => {
    const { kept, loadOf } = setUp();
    kept.push('loaded');
    expect(await loadOf(async () => 'again')).toBe('loaded');
  });

  it('take what was kept when the lease was given back before they asked whose it is', async () => {
    const { store, kept, loadOf } = setUp();
    kept.push('loaded');
    vi.spyOn(store, 'writeMissing').mockResolvedValue();
    expect(await loadOf(async () => 'again')).toBe('loaded');
  });

  it('run at once when the first one keeps nothing or fails', async () => {
    const { loadOf } = setUp();
    const allWait = event();
    const failing = loadOf(async () => {
      await allWait.happened;
      throw new Error('no database');
    });
    const waiting = new Set<number>();
    const own = [1, 2, 3].map((number) =>
      loadOf(
        async () => `own ${number}`,
        async () => {
          if (waiting.add(number).size === 3) allWait.happen();
          return undefined;
        },
      ),
    );
    await expect(failing).rejects.toThrow('no database');
    expect(await Promise.all(own)).toEqual(['own 1', 'own 2', 'own 3']);
  });

  it('need no store', async () => {
    const { goAway, loadOf } = setUp();
    goAway();
    expect(await loadOf(async () => 'source')).toBe('source');
  });

  it('keep the lease for as long as they take, and wait for others ten seconds at most', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const { store, loadOf } = setUp();
    const write = vi.spyOn(store, 'write');
    const [begun, finished, waits] = [event(), event(), event()];
    const slow = loadOf(async () => {
      begun.happen();
      await finished.happened;
      return 'slow';
    });
    await begun.happened;
    vi.advanceTimersByTime(4500);
    expect(write).toHaveBeenCalledTimes(2);
    const impatient = loadOf(
      async () => 'own',
      async () => {
        waits.happen();
        return undefined;
      },
    );
    await waits.happened;
    vi.setSystemTime(Date.now() + 11_000);
    expect(await impatient).toBe('own');
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(10_000);
    expect(write).toHaveBeenCalledTimes(2);
    finished.happen();
    expect(await slow).toBe('slow');
  });
});
