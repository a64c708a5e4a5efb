import { defineModule } from './module.js';

export const app = defineModule({
  id: 'app',
  version: 1,
  guideline: 1,
  summary: 'HTTP application, composition and process life cycle',
  role: 'base',
  options: {
    framework: {
      type: 'choice',
      values: [
        { value: 'fastify', label: 'Fastify 5', hint: 'fast, schemas and plugins' },
        { value: 'express', label: 'Express 5', hint: 'the best known, plain middleware' },
      ],
      default: 'fastify',
      ask: 'Which framework?',
      description: 'The HTTP framework',
      flag: 'framework',
    },
    packageManager: {
      type: 'choice',
      values: [
        { value: 'npm', label: 'npm', hint: 'comes with Node' },
        { value: 'pnpm', label: 'pnpm', hint: 'strict, shared store' },
        { value: 'yarn', label: 'Yarn 4', hint: 'with node_modules' },
        { value: 'bun', label: 'Bun', hint: 'fast installs' },
      ],
      default: 'npm',
      ask: 'Which package manager?',
      description: 'The package manager of scripts, CI and the Dockerfile',
      flag: 'package-manager',
    },
  },
});
