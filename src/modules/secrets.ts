import { defineModule } from './module.js';

export const secrets = defineModule({
  id: 'secrets',
  version: 1,
  guideline: 2,
  summary: 'A scan that keeps secrets out of the repository',
});
