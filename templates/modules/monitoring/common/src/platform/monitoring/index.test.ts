import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runInContext } from '../logging/context.js';
import { metrics, operationOf } from './index.js';
import { vendor } from './vendor.js';

describe('metrics', () => {
  beforeEach(() => {
    for (const call of ['transaction', 'revenue', 'refund', 'activity'] as const) {
      vi.spyOn(vendor, call).mockImplementation(() => undefined);
    }
  });
  it('keeps revenue per currency and refunds apart', () => {
    metrics.revenue('19.90', 'eur');
    metrics.refund('5', 'USD');
    expect(vendor.revenue).toHaveBeenCalledExactlyOnceWith(19.9, 'EUR');
    expect(vendor.refund).toHaveBeenCalledExactlyOnceWith(5, 'USD');
  });

  it.each([
    ['-1', 'EUR'],
    ['1e3', 'EUR'],
    ['NaN', 'EUR'],
    ['', 'EUR'],
    ['1', 'euro'],
  ])('leaves out %s %s instead of failing', (amount, currency) => {
    metrics.revenue(amount, currency);
    metrics.refund(amount, currency);
    expect(vendor.revenue).not.toHaveBeenCalled();
    expect(vendor.refund).not.toHaveBeenCalled();
  });

  it('takes the user of the current request for an activity, unless one is given', () => {
    metrics.activity('visit');
    runInContext({ requestId: 'r1', userId: 'anna' }, () => {
      metrics.activity('visit');
      metrics.activity('visit', 'ben');
    });
    expect(vi.mocked(vendor.activity).mock.calls).toEqual([
      ['visit', undefined],
      ['visit', 'anna'],
      ['visit', 'ben'],
    ]);
  });

  it('times a business transaction and passes its result on', async () => {
    await expect(metrics.time('checkout', async () => 42)).resolves.toBe(42);
    expect(vendor.transaction).toHaveBeenCalledExactlyOnceWith(
      'checkout',
      'ok',
      expect.any(Number),
    );
  });

  it('times a business transaction that fails and passes its error on', async () => {
    const failure = new Error('no stock');
    await expect(metrics.time('checkout', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(vendor.transaction).toHaveBeenCalledExactlyOnceWith(
      'checkout',
      'error',
      expect.any(Number),
    );
  });
});

describe('operationOf', () => {
  it.each([
    ['select 1', 'select'],
    ['\n  INSERT into products', 'insert'],
    ['vacuum', 'other'],
    ['', 'other'],
  ])('names %j %s', (sql, operation) => {
    expect(operationOf(sql)).toBe(operation);
  });
});
