import { describe, expect, it } from 'vitest';
import { freezeClock } from '../../../test/clock.js';
import { RequestWindows } from './throttle-windows.js';

const rate = { limit: 2, windowMs: 60_000 };
const now = '2030-01-01T00:00:00Z';

describe('request windows', () => {
  it('let each client through until its rate is used up', () => {
    freezeClock(now);
    const windows = new RequestWindows(rate);
    const waits = ['a', 'a', 'b', 'a'].map((client) => windows.take(client));
    expect(waits).toEqual([0, 0, 0, 60_000]);
  });

  it('start again when they end', () => {
    const clock = freezeClock(now);
    const windows = new RequestWindows(rate);
    for (let n = 0; n < 3; n += 1) windows.take('a');
    clock.advance(60_000);
    expect(windows.take('a')).toBe(0);
  });

  it('never remember more clients than there is room for', () => {
    freezeClock(now);
    const windows = new RequestWindows(rate, 2);
    for (const client of ['a', 'a', 'a', 'b', 'c']) windows.take(client);
    expect(['a', 'a', 'a'].map((client) => windows.take(client))).toEqual([0, 0, 60_000]);
  });
});
