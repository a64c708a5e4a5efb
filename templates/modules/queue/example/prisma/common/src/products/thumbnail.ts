import { db } from '../database/client.js';

/** Sets the thumbnail of a product that still has the image that it was made of. */
export async function replaceThumbnail(
  id: number,
  image: string,
  thumbnail: string,
): Promise<void> {
  await db().product.updateMany({ where: { id, image }, data: { thumbnail } });
}
