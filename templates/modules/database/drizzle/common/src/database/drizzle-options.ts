//{{#if on.cacheBusting}}
import { bustingCache } from '../platform/cache-busting/drizzle-cache.js';
//{{/if}}
import * as schema from './schema.js';

/** What every Drizzle instance is made with. */
export function drizzleOptions() {
  return {
    schema,
    //{{#if database.mysql}}
    mode: 'default' as const,
    //{{/if}}
    //{{#if on.cacheBusting}}
    cache: bustingCache,
    //{{/if}}
  };
}
