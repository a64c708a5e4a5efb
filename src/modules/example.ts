import { defineModule } from './module.js';

export const example = defineModule({
  id: 'example',
  version: 1,
  guideline: 1,
  summary: 'The example domain: a small shop with products and orders',
});
