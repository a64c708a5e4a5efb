import { expect, it, vi } from 'vitest';
import { everyVendor } from './every-vendor.js';
import type { MetricsVendor } from './types.js';

//{{#if on.queue}}
function recorded(name = 'vendor') {
//{{else}}
function recorded() {
//{{/if}}
  return {
    request: vi.fn(),
    query: vi.fn(),
    transaction: vi.fn(),
    revenue: vi.fn(),
    refund: vi.fn(),
    activity: vi.fn(),
    //{{#if on.queue}}
    carrier: () => ({ [name]: 'trace' }),
    job: (_job, work) => work(),
    //{{/if}}
    start: vi.fn(async () => undefined),
    stop: vi.fn(async () => undefined),
  } satisfies MetricsVendor;
}

it('hands everything on to every vendor', async () => {
  const [first, second] = [recorded(), recorded()];
  const both = everyVendor({ first, second });
  both.request('GET', '/products', 200, 0.1);
  both.query('select', 0.1);
  both.transaction('checkout', 'ok', 0.1);
  both.revenue(10, 'EUR');
  both.refund(5, 'EUR');
  both.activity('visit', 'anna');
  await both.start();
  await both.stop();
  for (const vendor of [first, second]) {
    expect(vendor.request.mock.calls).toEqual([['GET', '/products', 200, 0.1]]);
    expect(vendor.query.mock.calls).toEqual([['select', 0.1]]);
    expect(vendor.transaction.mock.calls).toEqual([['checkout', 'ok', 0.1]]);
    expect(vendor.revenue.mock.calls).toEqual([[10, 'EUR']]);
    expect(vendor.refund.mock.calls).toEqual([[5, 'EUR']]);
    expect(vendor.activity.mock.calls).toEqual([['visit', 'anna']]);
    expect(vendor.start).toHaveBeenCalledTimes(1);
    expect(vendor.stop).toHaveBeenCalledTimes(1);
  }
});
//{{#if on.queue}}

it('runs a job once, within all of them, on the traces that it carries', async () => {
  const [first, second] = [recorded('first'), recorded('second')];
  const jobs = [first, second].map((vendor) => vi.spyOn(vendor, 'job'));
  const both = everyVendor({ first, second });
  const job = { id: '1', name: 'report', carrier: both.carrier() };
  const work = vi.fn(async () => 42);
  expect(job.carrier).toEqual({ first: 'trace', second: 'trace' });
  expect(await both.job(job, work)).toBe(42);
  expect(work).toHaveBeenCalledTimes(1);
  for (const measured of jobs) expect(measured.mock.calls[0]?.[0]).toBe(job);
});
//{{/if}}
