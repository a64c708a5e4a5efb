import { z } from 'zod';
import { notFound } from '../../errors/problem.js';
import { type Links, withParameters } from './links.js';
import { pageSize } from './parameters.js';

/** `?page=2&page_size=50`; the last page is also called `last`. */
export const pageNumber = {
  page: z.string().default('1').describe('The number of a page, from 1, or "last"'),
  page_size: pageSize,
};

type PageNumberQuery = z.output<z.ZodObject<typeof pageNumber>>;

/** The part of `count` items that a page number asks for. Throws a 404 when there is no such page. */
export function numberedPage(url: URL, { page, page_size: limit }: PageNumberQuery, count: number) {
  const last = Math.max(1, Math.ceil(count / limit));
  const number = page === 'last' ? last : Number(page);
  if (!Number.isInteger(number) || number < 1 || number > last) {
    throw notFound('There is no such page.');
  }
  const linkTo = (target: number): string =>
    withParameters(url, { page: target === 1 ? undefined : target });
  const links: Links = {
    next: number < last ? linkTo(number + 1) : null,
    previous: number > 1 ? linkTo(number - 1) : null,
  };
  return { limit, offset: (number - 1) * limit, links };
}
