import { setImmediate as nextTurn } from 'node:timers/promises';
import { BackendError } from '../project/errors.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const longestWithoutTurnMs = 2;

/** Watches for Ctrl-C and the like while something is half done. */
export interface InterruptWatch {
  /** Lets pending signals in; throws an `interrupted` error when one came. */
  pause(): Promise<void>;
  end(): void;
}

/**
 * Holds back the signals that would end the process, so that the work can stop at a place of its choice.
 * When the process exits all the same, because somebody calls `process.exit`, `undo` runs first; it must be synchronous.
 */
export function watchInterrupts(undo: () => void): InterruptWatch {
  let caught: string | null = null;
  let lastTurn = performance.now();
  const listen = (signal: string) => {
    caught = signal;
  };
  for (const signal of signals) process.on(signal, listen);
  process.on('exit', undo);
  return {
    async pause() {
      // A turn of the event loop costs as much as writing a small file, and nobody presses Ctrl-C that exactly.
      if (performance.now() - lastTurn > longestWithoutTurnMs) {
        await nextTurn();
        lastTurn = performance.now();
      }
      if (caught === null) return;
      throw new BackendError('interrupted', {
        code: 'interrupted',
        what: `Interrupted by ${caught}; nothing was changed.`,
        next: 'Run the command again when you are ready.',
      });
    },
    end() {
      for (const signal of signals) process.off(signal, listen);
      process.off('exit', undo);
    },
  };
}
