import { defineModule } from './module.js';

export const testing = defineModule({
  id: 'testing',
  version: 1,
  guideline: 9,
  summary: 'Tests with a coverage gate of 90 %, test client, factories',
});
