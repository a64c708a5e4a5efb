import { defineModule } from './module.js';

export const alerts = defineModule({
  id: 'alerts',
  version: 1,
  guideline: 6,
  summary: 'Error mails to the admins, repeats held back',
  requires: () => [{ id: 'mail', because: 'alerts are mails' }],
});
