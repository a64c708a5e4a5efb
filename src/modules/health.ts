import { defineModule } from './module.js';

export const health = defineModule({
  id: 'health',
  version: 1,
  guideline: 7,
  summary: 'Liveness and readiness, graceful shutdown',
});
