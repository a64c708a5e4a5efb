import { and, eq } from 'drizzle-orm';
import { db } from '../database/client.js';
import { products } from './tables.js';

/** Sets the thumbnail of a product that still has the image that it was made of. */
export async function replaceThumbnail(
  id: number,
  image: string,
  thumbnail: string,
): Promise<void> {
  await db()
    .update(products)
    .set({ thumbnail })
    .where(and(eq(products.id, id), eq(products.image, image)));
}
