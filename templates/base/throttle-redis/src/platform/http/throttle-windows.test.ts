import { describe, expect, it, vi } from 'vitest';
import { freezeClock } from '../../../test/clock.js';
import { redis } from '../redis/client.js';
import { RequestWindows } from './throttle-windows.js';

vi.mock('../redis/client.js', () => ({ redis: vi.fn() }));

const now = '2030-01-01T00:00:00Z';

/** Grants what is left of a window as the script in Redis does. */
function answering(grant: (part: number) => number) {
  const asked = vi.fn(async (_script, _keys, _key, _limit, part: number, windowMs: number) => [
    grant(part),
    windowMs,
  ]);
  vi.mocked(redis).mockReturnValue(Object.assign(Object.create(null), { eval: asked }));
  return asked;
}

describe('request windows', () => {
  it('ask for every request of a small rate', async () => {
    freezeClock(now);
    let left = 2;
    const asked = answering(() => (left > 0 ? left-- && 1 : 0));
    const windows = new RequestWindows({ limit: 2, windowMs: 60_000 });
    const waits = [];
    for (let n = 0; n < 4; n += 1) waits.push(await windows.take('a'));
    expect(waits).toEqual([0, 0, 60_000, 60_000]);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('ask for a hundredth of a large rate at a time, and again when the window ends', async () => {
    const clock = freezeClock(now);
    const asked = answering((part) => part);
    const windows = new RequestWindows({ limit: 1_000, windowMs: 60_000 });
    for (let n = 0; n < 20; n += 1) expect(await windows.take('a')).toBe(0);
    expect(asked).toHaveBeenCalledTimes(2);
    clock.advance(60_000);
    await windows.take('a');
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('let everybody through for a second at a time while Redis is away', async () => {
    const clock = freezeClock(now);
    vi.mocked(redis).mockImplementation(() => {
      throw new Error('away');
    });
    const windows = new RequestWindows({ limit: 2, windowMs: 60_000 });
    expect(await windows.take('a')).toBe(0);
    clock.advance(1_000);
    const asked = answering(() => 0);
    expect(await windows.take('a')).toBe(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('never remember more clients than there is room for', async () => {
    freezeClock(now);
    const asked = answering((part) => part);
    const windows = new RequestWindows({ limit: 1_000, windowMs: 60_000 }, 2);
    for (const client of ['a', 'b', 'c', 'a']) await windows.take(client);
    expect(asked).toHaveBeenCalledTimes(4);
  });
});
