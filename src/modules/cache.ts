import { defineModule } from './module.js';

export const cache = defineModule({
  id: 'cache',
  version: 1,
  guideline: 8,
  summary: 'Cache with tags, stampede protection and per-route caching',
  main: 'store',
  options: {
    store: {
      type: 'choice',
      values: [
        { value: 'memory', label: 'Memory', hint: 'one process, no server' },
        { value: 'redis', label: 'Redis', hint: 'shared by all processes' },
      ],
      default: 'memory',
      ask: 'Where should the cache live?',
      description: 'Where cached values are kept',
    },
  },
});
