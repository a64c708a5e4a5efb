import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 20;

/** Lets work run one piece after the other, in the order in which it came. */
export function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  const ended = (): void => {};
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result.then(ended, ended);
    return result;
  };
}

/**
 * Tries again while another process writes, with `recover` in between. Throws what `work` threw when that takes longer
 * than the limit.
 */
export async function whileBusy<Result>(
  work: () => Promise<Result>,
  { limitMs, recover }: { readonly limitMs: number; readonly recover: () => Promise<void> },
): Promise<Result> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await recover();
      if (Date.now() > end) throw error;
    }
    // Two processes that wait for a third don't come back at the same moment.
    await sleep(Math.random() * pauseMs);
  }
}

function isBusy(error: unknown): boolean {
  for (let link = error; link instanceof Error; link = link.cause) {
    if ('code' in link && link.code === 'SQLITE_BUSY') return true;
  }
  return false;
}
