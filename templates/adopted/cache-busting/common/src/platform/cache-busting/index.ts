import { cache } from '../cache/index.js';
import { tagsByName } from './tags.js';

/** The tags that depend on what is written. What `tags.ts` doesn't list has one tag: its own name. */
export function tagsOf(names: readonly string[]): string[] {
  const tags = new Set<string>();
  for (const name of names) {
    for (const tag of tagsByName[name] ?? [name]) {
      tags.add(tag);
    }
  }
  return Array.from(tags);
}

/**
 * Busts what is cached of the tables or models: `await bust('products')`. Call it after the commit of a write that
 * nobody else tells of, such as raw SQL, a trigger or a cascade.
 */
export async function bust(...names: string[]): Promise<void> {
  const tags = tagsOf(names);
  if (tags.length > 0) {
    await cache.deleteByTag(...tags);
  }
}
