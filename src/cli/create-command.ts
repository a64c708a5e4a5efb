import { type Command, commonFlags, type Program } from './command.js';
import { createModuleFlags, presetNames } from './declared.js';

/** `create-backend`, as parsing, help, completion and the docs read it. */
export const createCommand: Command = {
  name: 'create-backend',
  words: '[DIR]',
  wordChoices: [],
  minWords: 0,
  maxWords: 1,
  summary: 'Create a production TypeScript backend. What flags leave open is asked.',
  flags: [
    ...createModuleFlags,
    {
      name: 'preset',
      value: 'NAME',
      choices: presetNames,
      description: 'The set that other flags start from',
    },
    {
      name: 'config',
      value: 'FILE',
      description: 'Read answers from a JSON file, such as a backend.json; - reads standard input',
    },
    {
      name: 'yes',
      short: 'y',
      value: null,
      description: 'Ask nothing; the standard preset answers what is open',
    },
    { name: 'install', value: null, description: 'Install the dependencies, without asking' },
    { name: 'no-install', value: null, description: 'Leave the dependencies to be installed later' },
    { name: 'git', value: null, description: 'Make a git repository with a first commit, without asking' },
    { name: 'no-git', value: null, description: 'Make no git repository' },
    { name: 'dry-run', value: null, description: 'Show what would be created, write nothing' },
    { name: 'diff', value: null, description: 'Show the text of what would be created, write nothing' },
    ...commonFlags,
  ],
  examples: [
    ['create-backend my-api', 'asks, then creates'],
    ['create-backend my-api --yes', 'the standard set, no questions'],
    ['create-backend my-api --preset minimal --queue bullmq', 'a preset, changed'],
    ['create-backend my-api --config answers.json --json', 'for scripts'],
  ],
  load: () => import('./commands/create.js'),
};

export const createProgram: Program = {
  name: createCommand.name,
  summary: createCommand.summary,
  commands: [createCommand],
};
