import type { Flag } from './flags.js';

/** The flags of every command that changes a backend. */
export const changeFlags: readonly Flag[] = [
  { name: 'dry-run', value: null, description: 'Show what would change, write nothing' },
  { name: 'diff', value: null, description: 'Show the changes line by line, write nothing' },
  { name: 'no-install', value: null, description: 'Leave the dependencies to be installed later' },
  { name: 'manual', value: null, description: 'Do what can be done, and list what to paste by hand' },
  {
    name: 'fix',
    value: null,
    description:
      "Have the project's own linter and formatter fix all files of ours, not only those that change",
  },
  { name: 'no-fix', value: null, description: "Don't run them" },
  {
    name: 'verify',
    value: null,
    description:
      'Check types before and after, however long it takes; take everything back when errors are new',
  },
  { name: 'no-verify', value: null, description: "Don't check types" },
  { name: 'keep', value: null, description: 'Keep the change also when the type-check finds new errors' },
  {
    name: 'require-clean',
    value: null,
    description: 'Refuse when git has uncommitted changes in the files concerned',
  },
  { name: 'force', value: null, description: 'Overwrite and remove files of the backend that were edited' },
];
