import { defineModule } from './module.js';

export const docker = defineModule({
  id: 'docker',
  version: 1,
  guideline: 4,
  summary: 'Dockerfile and compose.yaml with the chosen services',
});
