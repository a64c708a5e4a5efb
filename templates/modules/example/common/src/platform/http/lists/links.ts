import { z } from 'zod';

/** Where the neighbouring pages are. */
export const links = z.object({ next: z.url().nullable(), previous: z.url().nullable() });
export type Links = z.infer<typeof links>;

/** The same URL with some parameters changed, and those that are undefined left out. */
export function withParameters(
  url: URL,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) changed.searchParams.delete(name);
    else changed.searchParams.set(name, String(value));
  }
  return changed.href;
}

/** The URL of an item of the collection at `url`. */
export function itemUrl(url: URL, id: number): string {
  const changed = new URL(url);
  changed.pathname = `${url.pathname.replace(/\/$/, '')}/${id}`;
  return changed.href;
}
