import { z } from 'zod';

/** Where the neighbouring pages are. */
export interface Links {
  readonly next: string | null;
  readonly previous: string | null;
}

const links = { next: z.url().nullable(), previous: z.url().nullable() };

/** A page of a list whose length is known. */
export function countedPageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ count: z.int(), ...links, results: z.array(item) });
}

/** A page of a list that is too long to count. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ ...links, results: z.array(item) });
}
