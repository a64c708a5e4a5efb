import { db } from '../database/client.js';
import { Product } from './product.entity.js';

/** Sets the thumbnail of a product that still has the image that it was made of. */
export async function replaceThumbnail(
  id: number,
  image: string,
  thumbnail: string,
): Promise<void> {
  await db().update(Product, { id, image }, { thumbnail });
}
