import { defineModule } from './module.js';

export const errors = defineModule({
  id: 'errors',
  version: 1,
  guideline: 1,
  summary: 'Errors as problem details (RFC 9457)',
  role: 'base',
});
