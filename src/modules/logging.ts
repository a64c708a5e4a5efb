import { defineModule } from './module.js';

export const logging = defineModule({
  id: 'logging',
  version: 1,
  guideline: 6,
  summary: 'Structured logs with request ids',
  role: 'base',
});
