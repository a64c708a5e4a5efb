import { z } from 'zod';
import { links } from './links.js';

/** A page of a list whose length is known. */
export function countedPageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ count: z.int(), ...links.shape, results: z.array(item) });
}

/** A page of a list that is too long to count. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ ...links.shape, results: z.array(item) });
}
