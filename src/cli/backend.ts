import { backendProgram } from './backend-commands.js';
import { run } from './run.js';
import { processSurroundings } from './surroundings.js';

/** Runs `backend` and returns its exit code. */
export const main = (args: readonly string[]): Promise<number> =>
  run(backendProgram, args, processSurroundings());
