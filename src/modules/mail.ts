import { defineModule } from './module.js';

export const mail = defineModule({
  id: 'mail',
  version: 1,
  guideline: null,
  summary: 'Mail by SMTP',
  role: 'internal',
});
