import { z } from 'zod';
import type { Rate } from '../../settings/env.js';
import { logger } from '../logging/logger.js';
import { redis } from '../redis/client.js';

/** A part of a client's requests that this process may let through without asking again. */
interface Lease {
  left: number;
  /** Whether Redis had nothing more to give until the window ends. */
  readonly exhausted: boolean;
  readonly endsAt: number;
}

/** Grants up to ARGV[2] of the ARGV[1] requests that the window of KEYS[1] has, and says when it ends. */
const grantScript = `
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
local granted = math.max(0, math.min(tonumber(ARGV[2]), tonumber(ARGV[1]) - used))
if used == 0 then
  redis.call('SET', KEYS[1], granted, 'PX', ARGV[3])
elseif granted > 0 then
  redis.call('INCRBY', KEYS[1], granted)
end
return { granted, redis.call('PTTL', KEYS[1]) }
`;

const grantReply = z.tuple([z.int(), z.int()]);
const outageMs = 1_000;

/**
 * Counts the requests of each client in windows that start with its first one, in Redis, so that all processes agree.
 * A process takes a hundredth of the limit at a time: a small limit is exact to the request, a large one doesn't cost
 * a round trip each time, and none is ever exceeded.
 */
export class RequestWindows {
  readonly #leases = new Map<string, Lease>();
  readonly #rate: Exclude<Rate, 'off'>;
  readonly #capacity: number;

  constructor(rate: Exclude<Rate, 'off'>, capacity = 100_000) {
    this.#rate = rate;
    this.#capacity = capacity;
  }

  /**
   * Counts a request. Answers for how many milliseconds the client is refused: 0 lets it through, and so it is for
   * everybody while Redis is away.
   */
  take(client: string): number | Promise<number> {
    const lease = this.#leases.get(client);
    const leftMs = lease === undefined ? 0 : lease.endsAt - Date.now();
    if (lease === undefined || leftMs <= 0) return this.#ask(client);
    if (lease.exhausted) return leftMs;
    if (lease.left === 0) return this.#ask(client);
    lease.left -= 1;
    return 0;
  }

  async #ask(client: string): Promise<number> {
    const [granted, ttlMs] = await this.#grant(client);
    const endsAt = Date.now() + ttlMs;
    this.#remember(client, { left: Math.max(0, granted - 1), exhausted: granted === 0, endsAt });
    return granted > 0 ? 0 : Math.max(1, ttlMs);
  }

  async #grant(client: string): Promise<readonly [number, number]> {
    const { limit, windowMs } = this.#rate;
    const part = Math.max(1, Math.floor(limit / 100));
    try {
      const key = `throttle:anonymous:${client}`;
      return grantReply.parse(await redis().eval(grantScript, 1, key, limit, part, windowMs));
    } catch (error) {
      logger.warn({ err: error }, 'Requests are not counted, because Redis is away');
      return [limit, outageMs];
    }
  }

  #remember(client: string, lease: Lease): void {
    this.#leases.delete(client);
    this.#leases.set(client, lease);
    const oldest = this.#leases.keys().next();
    if (this.#leases.size > this.#capacity && !oldest.done) this.#leases.delete(oldest.value);
  }
}
