import { onQuery } from '../../database/query-log.js';
import { currentContext } from '../logging/context.js';
import { logger } from '../logging/logger.js';
import type { Outcome } from './types.js';
import { vendor } from './vendor.js';

const knownOperations = new Set(['select', 'insert', 'update', 'delete', 'begin', 'commit']);

/** What the application measures. Requests and queries are measured without its help. */
export const metrics = {
  /** Counts money that came in. The amount is a decimal in the currency's main unit: `'19.90'`. */
  revenue(amount: string, currency: string): void {
    const value = parseAmount(amount, currency);
    if (value !== undefined) vendor.revenue(value, currency.toUpperCase());
  },

  /** Counts money that went back; it is kept apart from revenue, and positive too. */
  refund(amount: string, currency: string): void {
    const value = parseAmount(amount, currency);
    if (value !== undefined) vendor.refund(value, currency.toUpperCase());
  },

  /** Counts something that a user did, and the user among the distinct ones of the day. */
  activity(event: string, userId: string | undefined = currentContext()?.userId): void {
    vendor.activity(event, userId);
  },

  /** Measures how long a business transaction takes, and how it ends. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    let outcome: Outcome = 'error';
    try {
      const result = await work();
      outcome = 'ok';
      return result;
    } finally {
      vendor.transaction(name, outcome, (performance.now() - started) / 1000);
    }
  },
};

//{{#if on.queue}}
/** What a job that is queued now carries, so that its trace goes on in the worker. */
export const traceCarrier = vendor.carrier;

/** Measures one run of a job, and settles as it does. */
export const measureJob = vendor.job;

//{{/if}}
let stopListening: (() => void) | undefined;

export async function startMonitoring(): Promise<void> {
  stopListening ??= onQuery(({ sql, durationMs }) => {
    vendor.query(operationOf(sql), durationMs / 1000);
  });
  await vendor.start();
}

export async function stopMonitoring(): Promise<void> {
  stopListening?.();
  stopListening = undefined;
  await vendor.stop();
}

/** The kind of a statement by its first word; whatever is rare shares one name. */
export function operationOf(sql: string): string {
  const word = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? '';
  return knownOperations.has(word) ? word : 'other';
}

/** A wrong amount is logged and left out: an order must not fail because of its statistics. */
function parseAmount(amount: string, currency: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(amount) && /^[a-z]{3}$/i.test(currency)) return Number(amount);
  logger.warn(
    { amount, currency },
    'An amount of money was not counted: it is not a positive decimal',
  );
  return undefined;
}
