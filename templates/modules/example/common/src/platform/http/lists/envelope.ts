import { z } from 'zod';

const links = { next: z.url().nullable(), previous: z.url().nullable() };

/** Where the neighbouring pages are. */
export type Links = z.output<z.ZodObject<typeof links>>;

/** A page of a list whose length is known. */
export function countedPageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ count: z.int(), ...links, results: z.array(item) });
}

/** A page of a list that is too long to count. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ ...links, results: z.array(item) });
}
