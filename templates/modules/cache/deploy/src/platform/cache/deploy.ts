import type { Settings } from '../../settings/base.js';

//{{#if cache.memory}}
/** What makes the cache unsafe to deploy. */
export function cacheDeployProblems({ cache }: Pick<Settings, 'cache'>): string[] {
  if (cache.processes <= 1) return [];
  return [
    `CACHE_PROCESSES is ${cache.processes}, and each of them has a cache in its memory: a bust in one is unknown to the others. ` +
      'Keep the cache in a store that they share.',
  ];
}
//{{else}}
/** What makes the cache unsafe to deploy. */
export function cacheDeployProblems({ cache }: Pick<Settings, 'cache'>): string[] {
  if (cache.machines <= 1) return [];
  return [
    `CACHE_MACHINES is ${cache.machines}, and each of them has a cache in its files: a bust on one is unknown to the others. ` +
      'Keep the cache in a store that they share.',
  ];
}
//{{/if}}
