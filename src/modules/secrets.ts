import { devDependency, script } from '../facts/declare.js';
import { defineModule, folder } from './module.js';

export const secrets = defineModule({
  id: 'secrets',
  version: 1,
  guideline: 2,
  summary: 'A scan that keeps secrets out of the repository',
  files: () => [folder('modules/secrets/common')],
  facts: ({ packageManager }) => [
    devDependency('secretlint'),
    devDependency('@secretlint/secretlint-rule-preset-recommend'),
    script('secrets', 'secretlint "**/*"', 64),
    // Yarn runs `prepare` only before it packs.
    script(packageManager === 'yarn' ? 'postinstall' : 'prepare', 'node scripts/install-git-hook.mjs', 90),
  ],
});
