import { instance as redis } from 'host:redis';
import { withinTime } from './within-time.js';

const timeoutMs = 1_000;

/** Whether an alert is the first of its window in all processes; without an answer it counts as such. */
export async function isFirstOfAll(fingerprint: string, windowSeconds: number): Promise<boolean> {
  try {
    const key = `{{name}}:alert:${fingerprint}`;
    return (
      (await withinTime(redis.set(key, '1', { EX: windowSeconds, NX: true }), timeoutMs)) !== null
    );
  } catch {
    return true;
  }
}
