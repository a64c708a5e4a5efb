import { defineModule } from './module.js';

export const docs = defineModule({
  id: 'docs',
  version: 1,
  guideline: 1,
  summary: 'OpenAPI 3.1 and a documentation page that needs no CDN',
});
