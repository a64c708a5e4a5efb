import { defineModule, folder } from './module.js';

export const ci = defineModule({
  id: 'ci',
  version: 1,
  guideline: 9,
  summary: 'A GitHub Actions workflow',
  files: () => [folder('modules/ci/common')],
});
