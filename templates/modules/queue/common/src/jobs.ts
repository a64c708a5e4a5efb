import type { AnyJob } from './platform/queue/index.js';

export const jobs: readonly AnyJob[] = [
  // What the workers run.
  //{{{wires "jobs"}}}
];
