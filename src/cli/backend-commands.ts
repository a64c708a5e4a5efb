import { changeFlags } from './change-flags.js';
import { type Command, commonFlags, type Program } from './command.js';
import { shells } from './completion.js';
import { declaredOptions, isOptional, visibleModules } from './declared.js';
import type { Flag } from './flags.js';
import { moduleOptionFlags } from './module-flags.js';

const optionalIds = visibleModules.filter(isOptional).map(({ id }) => id);

/** These commands ask nothing anyway; scripts may say so to all of them alike. */
const askNothing: Flag = { name: 'yes', short: 'y', value: null, description: 'Ask nothing' };

const chosenApp: Flag = {
  name: 'app',
  value: 'FILE[:LINE]',
  description: 'Which app, in a project that create-backend did not make',
};

const chosenPackage: Flag = {
  name: 'package',
  value: 'FOLDER',
  description: 'Which package of a workspace',
};

/** Any number of words. */
const many = Number.POSITIVE_INFINITY;

/** The commands of `backend`, in the order in which help lists them. */
export const backendCommands: readonly Command[] = [
  {
    name: 'backend add',
    words: 'MODULE...',
    wordChoices: optionalIds,
    minWords: 1,
    maxWords: many,
    summary: 'Add modules, and what they need',
    flags: [
      ...moduleOptionFlags,
      { ...askNothing, description: 'Ask nothing; defaults answer what is open' },
      chosenPackage,
      chosenApp,
      ...changeFlags,
      ...commonFlags,
    ],
    examples: [
      ['backend add queue', 'asks which one'],
      ['backend add queue --driver bullmq', 'asks nothing'],
      ['backend add queue cache queue.driver=bullmq cache.store=redis', 'several, each with its options'],
      ['backend add cache --store redis --diff', 'shows what would change'],
    ],
    load: () => import('./commands/add.js'),
  },
  {
    name: 'backend remove',
    words: 'MODULE...',
    wordChoices: optionalIds,
    minWords: 1,
    maxWords: many,
    summary: 'Remove modules, and leave no trace of them',
    flags: [askNothing, ...changeFlags, ...commonFlags],
    examples: [
      ['backend remove queue', 'files, dependencies, settings and wiring'],
      ['backend remove cache cache-busting', 'a module with the one that needs it'],
    ],
    load: () => import('./commands/remove.js'),
  },
  {
    name: 'backend set',
    words: 'MODULE.OPTION VALUE',
    wordChoices: declaredOptions.map(({ module, option }) => `${module.id}.${option}`),
    minWords: 1,
    maxWords: many,
    summary: 'Change an option of a module',
    flags: [askNothing, ...changeFlags, ...commonFlags],
    examples: [
      ['backend set queue.driver bullmq', 'one option'],
      ['backend set queue.driver=bullmq cache.store=redis', 'several at once'],
    ],
    load: () => import('./commands/set.js'),
  },
  {
    name: 'backend apply',
    words: '',
    wordChoices: [],
    minWords: 0,
    maxWords: 0,
    summary: 'Bring the backend to what backend.json says now',
    flags: [askNothing, ...changeFlags, ...commonFlags],
    examples: [
      ['backend apply', 'after backend.json was edited'],
      ['backend apply --diff', 'shows what would change'],
    ],
    load: () => import('./commands/apply.js'),
  },
  {
    name: 'backend list',
    words: '',
    wordChoices: [],
    minWords: 0,
    maxWords: 0,
    summary: 'List the modules, which are there, and their options',
    flags: commonFlags,
    examples: [['backend list --json', 'with every option and its values']],
    load: () => import('./commands/list.js'),
  },
  {
    name: 'backend info',
    words: '',
    wordChoices: [],
    minWords: 0,
    maxWords: 0,
    summary: 'Say what this project is: framework, entry, package manager, modules',
    flags: [chosenApp, ...commonFlags],
    examples: [['backend info', 'also in a project that create-backend did not make']],
    load: () => import('./commands/info.js'),
  },
  {
    name: 'backend doctor',
    words: '',
    wordChoices: [],
    minWords: 0,
    maxWords: 0,
    summary: 'Check that the backend is what backend.json says',
    flags: commonFlags,
    examples: [['backend doctor', 'exits with 1 when something is wrong']],
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'backend completion',
    words: shells.join('|'),
    wordChoices: shells,
    minWords: 1,
    maxWords: 1,
    summary: 'Print a completion script',
    flags: commonFlags,
    examples: [
      ['source <(backend completion bash)', 'in ~/.bashrc'],
      ['backend completion fish > ~/.config/fish/completions/backend.fish', 'once'],
    ],
    load: () => import('./commands/completion.js'),
  },
];

export const backendProgram: Program = {
  name: 'backend',
  summary: 'Change a backend module by module, also one that create-backend did not make.',
  commands: backendCommands,
};
