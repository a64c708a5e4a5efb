import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, type TestClient } from '../../test/index.js';
import { jobOutbox, waitForJob } from '../../test/jobs.js';
import { enqueue, startWorker } from '../platform/queue/index.js';
import { makeThumbnail, productJobs } from './jobs.js';
import { createProduct, getProduct } from './service.js';

const fields = { description: '', price: '1.00', currency: 'EUR', stock: 1 } as const;

async function picture(): Promise<string> {
  const background = { r: 200, g: 20, b: 20 };
  const png = await sharp({ create: { width: 640, height: 320, channels: 3, background } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

let client: TestClient;
beforeAll(async () => {
  client = await createTestClient();
  await startWorker(productJobs);
});
afterAll(() => client.close());

describe('the thumbnail of a product', () => {
  it('is made by a job from the image', async () => {
    const { id } = await createProduct({ ...fields, name: 'Cup', image: await picture() });
    const [job] = await jobOutbox(makeThumbnail.name);
    await waitForJob(job?.id ?? '');
    const { thumbnail } = await getProduct(id);
    const [, base64 = ''] = thumbnail?.split(',') ?? [];
    const { format, width, height } = await sharp(Buffer.from(base64, 'base64')).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 200, height: 100 });
  });

  it('is not made of an image elsewhere', async () => {
    const image = 'http://127.0.0.1/secret.png';
    const product = await createProduct({ ...fields, name: 'Spoon', image });
    const { id } = await enqueue(makeThumbnail, { productId: product.id });
    await waitForJob(id);
    expect((await getProduct(product.id)).thumbnail).toBeNull();
  });

  it('is given up when the image is none', async () => {
    const image = `data:image/png;base64,${Buffer.from('no image').toString('base64')}`;
    const product = await createProduct({ ...fields, name: 'Fork', image });
    const { id } = await enqueue(makeThumbnail, { productId: product.id });
    const { error, attempts } = await waitForJob(id, 'failed');
    expect(error).toBe('The image of the product is not readable.');
    expect(attempts).toBe(1);
  });
});
