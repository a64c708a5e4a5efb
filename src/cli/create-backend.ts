import { createProgram } from './create-command.js';
import { run } from './run.js';
import { processSurroundings } from './surroundings.js';

/** Runs `create-backend` and returns its exit code. */
export const main = (args: readonly string[]): Promise<number> =>
  run(createProgram, args, processSurroundings());
