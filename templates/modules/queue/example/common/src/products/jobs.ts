import sharp from 'sharp';
import { z } from 'zod';
//{{#if (and on.cache (not on.cacheBusting))}}
import { transaction } from '../database/transaction.js';
//{{/if}}
import { type AnyJob, defineJob, PermanentError } from '../platform/queue/index.js';
//{{#if (and on.cache (not on.cacheBusting))}}
import { dropCachedProducts } from './cached.js';
//{{/if}}
import { findProduct } from './repository.js';
import { replaceThumbnail } from './thumbnail.js';

const dataUrl = /^data:image\/[\w.+-]+;base64,([\w+/=]+)$/;
const sizePx = 200;
/** A small file can unpack to an image that fills the memory. */
const pixelsAtMost = 40_000_000;

/**
 * Makes the small picture of a product from its image, as far as that is part of the product (a `data:` URL).
 * An image elsewhere is not fetched: a server that loads whatever address a client names opens its network to him.
 */
export const makeThumbnail = defineJob({
  name: 'products.make-thumbnail',
  schema: z.object({ productId: z.int() }),
  timeoutMs: 30_000,
  handler: async ({ productId }) => {
    const image = (await findProduct(productId))?.image ?? '';
    const [, base64] = dataUrl.exec(image) ?? [];
    if (base64 === undefined) return;
    const thumbnail = await shrink(Buffer.from(base64, 'base64'));
    // A product that got another image meanwhile has a job of its own for that one.
    //{{#if (and on.cache (not on.cacheBusting))}}
    await transaction(async () => {
      await replaceThumbnail(productId, image, thumbnail);
      await dropCachedProducts();
    });
    //{{else}}
    await replaceThumbnail(productId, image, thumbnail);
    //{{/if}}
  },
});

export const productJobs: readonly AnyJob[] = [makeThumbnail];

async function shrink(image: Buffer): Promise<string> {
  try {
    const webp = await sharp(image, { limitInputPixels: pixelsAtMost })
      .rotate()
      .resize(sizePx, sizePx, { fit: 'inside', withoutEnlargement: true })
      .webp()
      .toBuffer();
    return `data:image/webp;base64,${webp.toString('base64')}`;
  } catch (error) {
    throw new PermanentError('The image of the product is not readable.', { cause: error });
  }
}
