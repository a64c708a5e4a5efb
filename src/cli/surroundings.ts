import { exitCodes } from '../project/errors.js';
import type { Surroundings } from './session.js';

/**
 * The real process. The first Ctrl-C lets the running step clean up; a second one ends the process at once.
 */
export function processSurroundings(): Surroundings {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
    });
  }
  // A reader that went away, such as `head`, must not end a run in the middle of its work.
  process.stdout.on('error', () => undefined);
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
  };
}
