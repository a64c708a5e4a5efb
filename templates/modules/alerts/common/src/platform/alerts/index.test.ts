import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase, disconnectDatabase, rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import { settings } from '../../settings/index.js';
import { reportError, settleReports } from '../errors/report.js';
import { outbox } from '../mail/index.js';
import { createAlertTables } from './database-windows.js';
import { reportBrokenLink, startAlerts, stopAlerts } from './index.js';

const options = {
  ...settings.alerts,
  admins: ['ops@example.com'],
  managers: ['web@example.com'],
  subjectPrefix: '[shop] ',
};
const where = { kind: 'request', name: 'GET /boom', requestId: 'request-7' } as const;
const link = {
  url: '/missing',
  host: 'api.example.com',
  referer: 'https://api.example.com/docs',
  userAgent: undefined,
  ip: undefined,
};

describe('alerts', () => {
  beforeAll(async () => {
    await connectDatabase();
    await createAlertTables();
  });
  beforeEach(async () => {
    outbox.length = 0;
    await rawQuery('delete from alert_windows');
  });
  afterEach(async () => {
    await stopAlerts();
  });
  afterAll(async () => {
    await disconnectDatabase();
  });

  it('mails the admins once however often an error comes', async () => {
    startAlerts(options, 'production');
    startAlerts(options, 'production');
    for (let index = 0; index < 1_000; index += 1) reportError(new Error(`boom ${index}`), where);
    await settleReports(2_000);
    await stopAlerts();
    expect(outbox).toHaveLength(1);
    expect(outbox[0]).toMatchObject({
      to: ['ops@example.com'],
      subject: '[shop] ERROR GET /boom: Error: boom 0',
    });
    expect(outbox[0]?.text).toContain('Request id:  request-7');
    const { rows } = await rawQuery('select repeats from alert_windows');
    expect(rows).toEqual([{ repeats: 999 }]);
  });

  it('counts outside of the transaction that failed', async () => {
    startAlerts(options, 'production');
    const failure = new Error('no stock');
    const failing = transaction(async () => {
      reportError(failure, { kind: 'job', name: 'send-receipt', jobId: '7' });
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    await settleReports(2_000);
    expect(outbox[0]?.subject).toContain('ERROR send-receipt');
    expect((await rawQuery('select 1 from alert_windows')).rows).toHaveLength(1);
  });

  it('tells the managers of broken links', async () => {
    startAlerts(options, 'production');
    reportBrokenLink(link);
    reportBrokenLink({ ...link, referer: 'https://elsewhere.example.org/' });
    await stopAlerts();
    expect(outbox.map(({ to }) => to)).toEqual([['web@example.com']]);
  });

  it.each<[string, typeof options, typeof settings.environment]>([
    ['in development', options, 'development'],
    ['when nobody is to be told', { ...options, admins: [], managers: [] }, 'production'],
  ])('stays quiet %s', async (_when, given, environment) => {
    startAlerts(given, environment);
    reportError(new Error('boom'), where);
    reportBrokenLink(link);
    await settleReports(2_000);
    expect(outbox).toEqual([]);
  });
});
