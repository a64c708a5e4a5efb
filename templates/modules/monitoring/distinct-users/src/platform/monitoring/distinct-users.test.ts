import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DistinctUsers } from './distinct-users.js';

describe('DistinctUsers', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('counts each user of an event once', () => {
    const users = new DistinctUsers();
    for (const user of ['anna', 'ben', 'anna']) users.add('visit', user);
    users.add('order', 'anna');
    expect([...users.counts()]).toEqual([
      ['visit', 2],
      ['order', 1],
    ]);
  });

  it('starts again at midnight UTC', () => {
    const users = new DistinctUsers();
    users.add('visit', 'anna');
    vi.setSystemTime(new Date('2026-03-02T00:00:01Z'));
    expect(users.counts().size).toBe(0);
  });

  it('stops telling users apart at its limit', () => {
    const users = new DistinctUsers();
    for (let index = 0; index < 100_010; index += 1) users.add('visit', String(index));
    expect(users.counts().get('visit')).toBe(100_000);
  });
});
