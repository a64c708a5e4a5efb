import type { Flag } from './flags.js';

/** The flags of every command that changes a backend. */
export const changeFlags: readonly Flag[] = [
  { name: 'dry-run', value: null, description: 'Show what would change, write nothing' },
  { name: 'diff', value: null, description: 'Show the changes line by line, write nothing' },
  { name: 'no-install', value: null, description: 'Leave the dependencies to be installed later' },
  { name: 'manual', value: null, description: 'Do what can be done, and list what to paste by hand' },
  { name: 'force', value: null, description: 'Overwrite and remove files of the backend that were edited' },
];
