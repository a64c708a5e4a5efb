import { Cron } from 'croner';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { onError } from '../errors/report.js';
import { defineJob } from './job.js';
import { lastTick, startSchedules, tickId } from './schedule.js';
import type { NewJob } from './types.js';

const job = (cron: string, name = 'tick') =>
  defineJob({
    name,
    schema: z.object({}),
    schedule: { cron, timeZone: 'Europe/Berlin', payload: {} },
    handler: async () => {},
  });

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

describe('schedules', () => {
  it('add one job a tick, however many workers there are', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T10:00:00.500Z') });
    const ids: string[] = [];
    const add = async ({ id }: NewJob) => ids.push(id);
    for (const worker of [job('* * * * * *'), job('* * * * * *'), job('* * * * * *')]) {
      stops.push(startSchedules([worker], add));
    }
    vi.advanceTimersByTime(3_000);
    // The tick before the start, which is made up for, and three since, from each of the three.
    expect(ids).toHaveLength(12);
    expect(new Set(ids).size).toBe(4);
  });

  it('make up for a tick that fell into a restart, and for no older one', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T10:00:30Z') });
    const add = vi.fn(async () => {});
    stops.push(startSchedules([job('0 11 * * *', 'recent'), job('0 9 * * *', 'old')], add));
    expect(add).toHaveBeenCalledOnce();
    expect(add).toHaveBeenCalledWith(
      expect.objectContaining({ id: tickId('recent', new Date('2026-03-01T10:00:00Z')) }),
    );
  });

  it('sleep through a long wait in which the clock is set, and skip jobs without a schedule', () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const add = vi.fn(async () => {});
    const plain = defineJob({ name: 'plain', schema: z.object({}), handler: async () => {} });
    stops.push(startSchedules([job('0 12 10 1 *'), plain], add));
    vi.advanceTimersByTime(86_400_000);
    vi.setSystemTime(new Date('2026-01-10T10:59:00Z'));
    vi.advanceTimersByTime(59_000);
    expect(add).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(add).toHaveBeenCalledOnce();
  });

  it('end with the last tick of a pattern', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T00:00:00Z') });
    const add = vi.fn(async () => {});
    stops.push(startSchedules([job('0 0 12 1 6 * 2020')], add));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('report a tick that the queue did not take', async () => {
    const listener = vi.fn();
    stops.push(onError(listener));
    const add = () => Promise.reject(new Error('away'));
    stops.push(startSchedules([job('* * * * * *')], add));
    await vi.waitFor(() => expect(listener).toHaveBeenCalled());
    expect(listener.mock.calls[0]?.[1]).toEqual({ kind: 'job', name: 'tick' });
  });

  it('follow the clock of their time zone', () => {
    const pattern = new Cron('30 2 * * *', { timezone: 'Europe/Berlin', paused: true });
    const winter = lastTick(pattern, new Date(0), new Date('2026-01-15T12:00:00Z'));
    const summer = lastTick(pattern, new Date(0), new Date('2026-07-15T12:00:00Z'));
    expect(winter?.toISOString()).toBe('2026-01-15T01:30:00.000Z');
    expect(summer?.toISOString()).toBe('2026-07-15T00:30:00.000Z');
    expect(
      lastTick(pattern, new Date('2026-01-15T01:30:00Z'), new Date('2026-01-15T12:00:00Z')),
    ).toBeNull();
  });
});

describe('the id of a tick', () => {
  it('is a UUID that follows from the job and the time', () => {
    const tick = new Date('2026-03-01T10:00:00Z');
    expect(tickId('a', tick)).toBe(tickId('a', new Date(tick)));
    expect(tickId('a', tick)).not.toBe(tickId('b', tick));
    expect(tickId('a', tick)).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });
});
