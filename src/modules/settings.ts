import { dependency, ignore, script } from '../facts/declare.js';
import { adopted } from './adopted.js';
import { defineModule, folder } from './module.js';

export const settings = defineModule({
  id: 'settings',
  version: 1,
  guideline: 4,
  summary: 'Settings per environment, typed environment variables, secrets from files',
  role: 'base',
  files: () => [folder('modules/settings/common')],
  facts: () => [
    dependency('dotenv'),
    dependency('zod'),
    script('check:deploy', 'tsx src/settings/check-deploy.ts', 70),
    ignore('.env', 20),
    ignore('.env.*', 21),
    ignore('!.env.example', 22),
    ignore('src/settings/local.ts', 23),
  ],
  adopted: adopted({ files: () => [folder('adopted/settings/common')] }),
});
