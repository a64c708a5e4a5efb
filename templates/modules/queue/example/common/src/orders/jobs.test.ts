import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestClient, mailOutbox, type TestClient } from '../../test/index.js';
import { waitForJob } from '../../test/jobs.js';
import { enqueue, startWorker } from '../platform/queue/index.js';
import { createProduct } from '../products/service.js';
import { settings } from '../settings/index.js';
import { orderJobs, recordUsage, reportOrders, reportPeriod, sendReceipt } from './jobs.js';
import { insertLines, insertOrder } from './repository.js';
import { placeOrder } from './service.js';

const { dir } = settings.reports;
const report = (name: string): Promise<string> => readFile(join(dir, name), 'utf8');

let client: TestClient;
let product: { id: number };

/** Puts an order among those of the past. */
async function orderAt(placedAt: string, customerEmail: string): Promise<void> {
  const { id } = await insertOrder({
    customerEmail,
    currency: 'EUR',
    total: '25.00',
    placedAt: new Date(placedAt),
  });
  await insertLines([{ orderId: id, productId: product.id, quantity: 2, unitPrice: '12.50' }]);
}

beforeAll(async () => {
  client = await createTestClient();
  await startWorker(orderJobs);
  product = await createProduct({
    name: 'Teapot',
    description: '',
    price: '12.50',
    currency: 'EUR',
    stock: 1_000,
    image: null,
  });
});
afterAll(async () => {
  await client.close();
  await rm(dir, { recursive: true, force: true });
});

describe('an order', () => {
  it('is confirmed by a mail', async () => {
    const { id } = await placeOrder({
      customerEmail: 'ann@example.com',
      lines: [{ productId: product.id, quantity: 2 }],
    });
    const mail = await vi.waitFor(() => {
      const found = mailOutbox.find(({ to }) => to === 'ann@example.com');
      return found ?? expect.fail('no mail yet');
    }, 10_000);
    expect(mail.subject).toBe(`Your order ${id}`);
    expect(mail.text).toContain('2 x Teapot  12.50 EUR');
    expect(mail.text).toContain('Total: 25.00 EUR');
  });

  it('that is gone ends its job for good', async () => {
    const { id } = await enqueue(sendReceipt, { orderId: 999_999 });
    expect(await waitForJob(id, 'failed')).toMatchObject({ attempts: 1 });
  });
});

describe('the report of orders', () => {
  it('is a CSV file with those of the period', async () => {
    await orderAt('2026-02-01T00:00:00Z', '=cmd@example.com');
    await orderAt('2026-02-02T23:59:59.999Z', 'bob@example.com');
    await orderAt('2026-02-03T00:00:00Z', 'eve@example.com');
    const { id } = await enqueue(reportOrders, { from: '2026-02-01', to: '2026-02-03' });
    await waitForJob(id);
    const [header, first, second, ...rest] = (await report('orders-2026-02-01-2026-02-03.csv'))
      .trimEnd()
      .split('\n');
    expect(header).toBe('id,placedAt,customerEmail,status,total,currency');
    expect(first).toMatch(/^\d+,2026-02-01T00:00:00.000Z,'=cmd@example.com,placed,25.00,EUR$/);
    expect(second).toMatch(/,bob@example.com,/);
    expect(rest).toEqual([]);
  });

  it('needs a period that ends after it begins', () => {
    const parsed = reportPeriod.safeParse({ from: '2026-02-02', to: '2026-02-02' });
    expect(parsed.error?.issues[0]?.path).toEqual(['to']);
  });

  it('is asked for over HTTP', async () => {
    const body = { from: '2026-02-01', to: '2026-02-02' };
    const response = await client.post('/reports', body);
    expect(response.status).toBe(202);
    const { jobId } = response.json<{ jobId: string }>();
    expect(response.headers.location).toBe(`/jobs/${jobId}`);
    await waitForJob(jobId);
    expect((await client.post('/reports', { ...body, to: 'soon' })).status).toBe(400);
  });
});

describe('usage statistics', () => {
  it('count the orders, customers and revenue of a day', async () => {
    await orderAt('2026-03-01T08:00:00Z', 'ann@example.com');
    await orderAt('2026-03-01T09:00:00Z', 'ann@example.com');
    await orderAt('2026-03-02T00:00:00Z', 'bob@example.com');
    const { id } = await enqueue(recordUsage, { day: '2026-03-01' });
    await waitForJob(id);
    expect(JSON.parse(await report('usage-2026-03-01.json'))).toEqual({
      day: '2026-03-01',
      usage: [{ currency: 'EUR', orders: 2, customers: 1, revenue: '50.00' }],
    });
  });

  it('are those of yesterday by default', async () => {
    const { id } = await enqueue(recordUsage, {});
    await waitForJob(id);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    expect(JSON.parse(await report(`usage-${yesterday}.json`))).toMatchObject({ usage: [] });
  });
});
