import { z } from 'zod';
import { type Links, withParameters } from './links.js';
import { pageSize } from './parameters.js';

/** `?limit=50&offset=100` */
export const limitOffset = {
  limit: pageSize,
  offset: z.coerce.number().int().min(0).default(0).describe('How many items to leave out'),
};

/** A part of a list. */
export type Slice = z.output<z.ZodObject<typeof limitOffset>>;

/** Where the neighbours of a part of `count` items are; the links show the limit that was applied. */
export function limitOffsetLinks(url: URL, { limit, offset }: Slice, count: number): Links {
  const linkTo = (target: number): string =>
    withParameters(url, { limit, offset: target > 0 ? target : undefined });
  return {
    next: offset + limit < count ? linkTo(offset + limit) : null,
    previous: offset > 0 ? linkTo(offset - limit) : null,
  };
}
