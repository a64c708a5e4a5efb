import { afterEach, describe, expect, it, vi } from 'vitest';
import { useDatabase } from '../../../test/database.js';
import type { Alert, AlertWindows } from './alert.js';
import { createAlertTables, DatabaseWindows } from './database-windows.js';
import { MemoryWindows } from './memory-windows.js';
import { ResilientWindows } from './resilient-windows.js';

const alert: Alert = {
  fingerprint: 'f1',
  audience: 'admins',
  title: 'ERROR GET /',
  text: () => '',
};
const link: Alert = { ...alert, fingerprint: 'f2', audience: 'managers' };

describe('DatabaseWindows', () => {
  useDatabase();

  it('has its table once, whoever makes it', async () => {
    await Promise.all([createAlertTables(), createAlertTables()]);
    expect(await new DatabaseWindows(600).close()).toEqual([]);
  });

  it('opens one window, whichever process comes first', async () => {
    const processes = Array.from({ length: 4 }, () => new DatabaseWindows(0));
    const opened = await Promise.all(processes.map((windows) => windows.record(alert, 250)));
    expect(opened.filter(Boolean)).toHaveLength(1);
    const closed = await Promise.all(processes.map((windows) => windows.close()));
    expect(closed.flat()).toEqual([{ audience: 'admins', title: alert.title, count: 999 }]);
  });

  it('closes what is over, and keeps quiet about what came only once', async () => {
    const windows = new DatabaseWindows(0);
    await new DatabaseWindows(600).record({ ...alert, fingerprint: 'open' }, 2);
    await windows.record(alert, 1);
    await windows.record(link, 2);
    expect(await windows.close()).toEqual([{ audience: 'managers', title: link.title, count: 1 }]);
    expect(await windows.record(alert, 1)).toBe(true);
  });
});

describe('MemoryWindows', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('opens, counts and closes as the database does', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const windows = new MemoryWindows(600);
    expect(await windows.record(alert, 3)).toBe(true);
    expect(await windows.record(alert, 2)).toBe(false);
    expect(await windows.record(link, 1)).toBe(true);
    expect(await windows.close()).toEqual([]);
    vi.setSystemTime(600_000);
    expect(await windows.close()).toMatchObject([{ title: alert.title, count: 4 }]);
    expect(await windows.close()).toEqual([]);
  });
});

describe('ResilientWindows', () => {
  const working: AlertWindows = {
    record: async () => false,
    close: async () => [{ audience: 'admins', title: 'shared', count: 1 }],
  };
  const broken: AlertWindows = {
    record: () => Promise.reject(new Error('down')),
    close: () => Promise.reject(new Error('down')),
  };
  const hanging: AlertWindows = {
    record: () => new Promise(() => {}),
    close: () => new Promise(() => {}),
  };

  it('asks what all processes share', async () => {
    const windows = new ResilientWindows(working, new MemoryWindows(600), 1_000);
    expect(await windows.record(alert, 1)).toBe(false);
    expect(await windows.close()).toMatchObject([{ title: 'shared' }]);
  });

  it.each([
    ['is down', broken],
    ['hangs', hanging],
  ])('counts for itself while that %s', async (_state, shared) => {
    const windows = new ResilientWindows(shared, new MemoryWindows(0), 20);
    expect(await windows.record(alert, 5)).toBe(true);
    expect(await windows.close()).toMatchObject([{ title: alert.title, count: 4 }]);
  });
});
