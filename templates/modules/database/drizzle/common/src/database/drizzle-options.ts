//{{#if on.cacheBusting}}
import { bustingCache } from '../platform/cache-busting/drizzle-cache.js';
//{{/if}}
import * as schema from './schema.js';

/** What every Drizzle instance is made with. */
export function drizzleOptions() {
  return {
    schema,
    //{{#if on.cacheBusting}}
    cache: bustingCache,
    //{{/if}}
  };
}
