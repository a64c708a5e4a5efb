/** How a timed piece of work ended. */
export type Outcome = 'ok' | 'error';

/**
 * Where measurements go. Every call is cheap, none throws, and none waits for the vendor: one that can't be reached
 * never slows an answer down. Durations are in seconds.
 */
export interface MetricsVendor {
  request(method: string, route: string, status: number, seconds: number): void;
  transaction(name: string, outcome: Outcome, seconds: number): void;
  revenue(amount: number, currency: string): void;
  refund(amount: number, currency: string): void;
  activity(event: string, userId: string | undefined): void;
  start(): Promise<void>;
  /** Hands over what is left, within a time limit. */
  stop(): Promise<void>;
}
