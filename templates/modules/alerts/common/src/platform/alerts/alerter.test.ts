import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Alert, AlertWindows } from './alert.js';
import { Alerter, type OutgoingMail } from './alerter.js';
import { MemoryWindows } from './memory-windows.js';

const alertOf = (fingerprint: string, audience: Alert['audience'] = 'admins'): Alert => ({
  fingerprint,
  audience,
  title: `ERROR ${fingerprint}`,
  text: () => `what happened to ${fingerprint}`,
});

interface Setup {
  readonly windows?: AlertWindows;
  readonly send?: (mail: OutgoingMail) => Promise<void>;
  readonly managers?: readonly string[];
  readonly paceMs?: number;
}

function setUp({ windows, send, managers = ['web@example.com'], paceMs = 0 }: Setup = {}) {
  const mails: OutgoingMail[] = [];
  const alerter = new Alerter({
    windows: windows ?? new MemoryWindows(600),
    recipients: { admins: ['ops@example.com'], managers },
    subjectPrefix: '[shop] ',
    send:
      send ??
      (async (mail) => {
        mails.push(mail);
      }),
    tickMs: 1_000,
    paceMs,
  });
  return { alerter, mails, subjects: () => mails.map(({ subject }) => subject) };
}

/** Moves the clock without touching the timers that the loop waits on. */
function later(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('Alerter', () => {
  it('makes one mail and one digest of a thousand equal alerts', async () => {
    const { alerter, mails, subjects } = setUp();
    for (let index = 0; index < 1_000; index += 1) void alerter.add(alertOf('a'));
    await alerter.tick();
    expect(mails).toEqual([
      {
        to: ['ops@example.com'],
        subject: '[shop] ERROR a',
        text: 'what happened to a',
      },
    ]);
    later(601);
    await alerter.tick();
    expect(subjects()).toEqual(['[shop] ERROR a', '[shop] 999 more of the same']);
    expect(mails[1]?.text).toContain('999 x ERROR a');
    await alerter.tick();
    expect(mails).toHaveLength(2);
  });

  it('begins a new window with a mail of its own', async () => {
    const { alerter, subjects } = setUp();
    await alerter.add(alertOf('a'));
    later(601);
    await alerter.add(alertOf('a'));
    expect(subjects()).toEqual(['[shop] ERROR a', '[shop] ERROR a']);
  });

  it('puts what came again into one mail for each audience', async () => {
    const { alerter, mails } = setUp();
    for (const name of ['a', 'a', 'b', 'b', 'b']) await alerter.add(alertOf(name));
    await alerter.add(alertOf('link', 'managers'));
    await alerter.add(alertOf('link', 'managers'));
    later(601);
    await alerter.tick();
    const [toAdmins, toManagers] = mails.slice(3);
    expect(toAdmins?.subject).toBe('[shop] 3 more of the same');
    expect(toAdmins?.text).toContain('2 x ERROR b\n1 x ERROR a');
    expect(toManagers).toMatchObject({
      to: ['web@example.com'],
      subject: '[shop] 1 more of the same',
    });
  });

  it('sends nothing where nobody wants it', async () => {
    const { alerter, mails } = setUp({ managers: [] });
    await alerter.add(alertOf('link', 'managers'));
    expect(mails).toEqual([]);
  });

  it('mails only so many different alerts at once and leaves the others to the digest', async () => {
    const { alerter, mails } = setUp();
    for (let index = 0; index < 30; index += 1) await alerter.add(alertOf(`a${index}`));
    expect(mails).toHaveLength(20);
    later(601);
    await alerter.tick();
    expect(mails).toHaveLength(21);
    expect(mails[20]?.subject).toBe('[shop] 10 more of the same');
  });

  it('lets only so many different alerts wait', async () => {
    const record = vi.fn(async () => false);
    const { alerter } = setUp({ windows: { record, close: async () => [] } });
    for (let index = 0; index < 500; index += 1) void alerter.add(alertOf(`a${index}`));
    await alerter.tick();
    expect(record).toHaveBeenCalledTimes(200);
  });

  it('counts in rounds with a pause between them', async () => {
    const record = vi.fn(async () => false);
    const { alerter } = setUp({ windows: { record, close: async () => [] }, paceMs: 50 });
    await alerter.add(alertOf('a'));
    void alerter.add(alertOf('a'));
    await alerter.add(alertOf('a'));
    await alerter.tick();
    expect(record.mock.calls.map((call: unknown[]) => call[1])).toEqual([1, 2]);
  });

  it('keeps a mail that could not be sent for later', async () => {
    const sent: string[] = [];
    const send = vi
      .fn(async ({ subject }: OutgoingMail) => {
        sent.push(subject);
      })
      .mockRejectedValueOnce(new Error('no mail server'));
    const { alerter } = setUp({ send });
    await alerter.add(alertOf('a'));
    expect(sent).toEqual([]);
    await alerter.tick();
    expect(sent).toEqual(['[shop] ERROR a']);
  });

  it('gives a mail up after ten attempts', async () => {
    const send = vi.fn().mockRejectedValue(new Error('no mail server'));
    const { alerter } = setUp({ send });
    await alerter.add(alertOf('a'));
    for (let index = 0; index < 15; index += 1) await alerter.tick();
    expect(send).toHaveBeenCalledTimes(10);
  });

  it('goes on when its windows fail', async () => {
    const record = vi.fn(async () => true).mockRejectedValueOnce(new Error('broken'));
    const { alerter, mails } = setUp({ windows: { record, close: async () => [] } });
    await alerter.add(alertOf('a'));
    await alerter.add(alertOf('b'));
    expect(mails).toHaveLength(1);
  });

  it('looks for digests by itself, and sends what waits when it stops', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const close = vi.fn(async () => []);
    const { alerter } = setUp({ windows: { record: async () => true, close } });
    alerter.start();
    alerter.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(close).toHaveBeenCalledTimes(1);
    await alerter.stop(1_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(close).toHaveBeenCalledTimes(2);
  });

  it('stops in time even when a mail server hangs', async () => {
    const { alerter } = setUp({ send: () => new Promise(() => {}) });
    void alerter.add(alertOf('a'));
    const started = Date.now();
    await alerter.stop(100);
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});
