import { defineModule } from './module.js';

export const settings = defineModule({
  id: 'settings',
  version: 1,
  guideline: 4,
  summary: 'Settings per environment, typed environment variables, secrets from files',
  role: 'base',
});
