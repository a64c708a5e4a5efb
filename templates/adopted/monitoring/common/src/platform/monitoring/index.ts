import { performance } from 'node:perf_hooks';
import { currentContext } from '../context.js';
import type { AnsweredRequest } from '../http/requests.js';
import { logger } from '../logger.js';
import { vendor } from './vendor.js';

/** What the application measures. Requests are measured without its help. */
export const metrics = {
  /** Counts money that came in. The amount is a decimal in the currency's main unit: `'19.90'`. */
  revenue(amount: string, currency: string): void {
    const value = parseAmount(amount, currency);
    if (value !== undefined) {
      vendor.revenue(value, currency.toUpperCase());
    }
  },

  /** Counts money that went back; it is kept apart from revenue, and positive too. */
  refund(amount: string, currency: string): void {
    const value = parseAmount(amount, currency);
    if (value !== undefined) {
      vendor.refund(value, currency.toUpperCase());
    }
  },

  /** Counts something that a user did, and the user among the distinct ones of the day. */
  activity(event: string, userId: string | undefined = currentContext()?.userId): void {
    vendor.activity(event, userId);
  },

  /** Measures how long a business transaction takes, and how it ends. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      const result = await work();
      vendor.transaction(name, 'ok', secondsSince(started));
      return result;
    } catch (error) {
      vendor.transaction(name, 'error', secondsSince(started));
      throw error;
    }
  },
};

/** Measures one answered request under the template of its route, so that the series stay few. */
export function measureRequest({ method, route, status, durationMs }: AnsweredRequest): void {
  vendor.request(method, route, status, durationMs / 1_000);
}

export async function startMonitoring(): Promise<void> {
  await vendor.start();
}

export async function stopMonitoring(): Promise<void> {
  await vendor.stop();
}

/** A wrong amount is logged and left out: an order must not fail because of its statistics. */
function parseAmount(amount: string, currency: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(amount) && /^[a-z]{3}$/i.test(currency)) {
    return Number(amount);
  }
  const reason = 'An amount of money was not counted: it is not a positive decimal';
  logger.warn({ amount, currency }, reason);
  return undefined;
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1_000;
}
