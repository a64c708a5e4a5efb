import { backendProgram } from './backend-commands.js';
import { createProgram } from './create-command.js';
import { run } from './run.js';
import { processSurroundings } from './surroundings.js';

const programs = { 'create-backend': createProgram, backend: backendProgram };

/** Runs one of the programs of this package and returns its exit code. */
export const main = (program: keyof typeof programs, args: readonly string[]): Promise<number> =>
  run(programs[program], args, processSurroundings());
