import { defineModule } from './module.js';

export const redis = defineModule({
  id: 'redis',
  version: 1,
  guideline: null,
  summary: 'The shared Redis connection',
  role: 'internal',
});
