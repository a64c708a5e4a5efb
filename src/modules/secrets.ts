import { devDependency, script } from '../facts/declare.js';
import { adopted } from './adopted.js';
import { defineModule, file, folder } from './module.js';

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
  // The git hooks and the scripts around an installation are the project's own matter.
  adopted: adopted({
    files: () => [
      file('modules/secrets/common/.secretlintrc.json', '.secretlintrc.json'),
      file('modules/secrets/common/.secretlintignore', '.secretlintignore'),
    ],
    facts: () => [
      devDependency('secretlint'),
      devDependency('@secretlint/secretlint-rule-preset-recommend'),
      script('secrets', 'secretlint "**/*"', 64),
    ],
    nextSteps: ({ packageManager }) => [
      {
        command: `${packageManager} run secrets`,
        why: 'look for secrets in the repository; CI can do the same',
      },
    ],
  }),
});
