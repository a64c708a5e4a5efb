/** How a timed piece of work ended. */
export type Outcome = 'ok' | 'error';

//{{#if on.queue}}
/** What a queued job carries of the trace that it belongs to; the names are each vendor's own. */
export type TraceCarrier = Readonly<Record<string, string>>;

/** A job that is about to run. */
export interface MeasuredJob {
  readonly id: string;
  readonly name: string;
  /** What `carrier()` gave when it was queued; empty when nobody traced that. */
  readonly carrier: TraceCarrier;
}

//{{/if}}
/**
 * Where measurements go. Every call is cheap, none throws, and none waits for the vendor:
 * one that can't be reached never slows an answer down. Durations are in seconds.
 */
export interface MetricsVendor {
  /** An answered request. The route is its template, so that the series stay few. */
  request(method: string, route: string, status: number, seconds: number): void;
  query(operation: string, seconds: number): void;
  transaction(name: string, outcome: Outcome, seconds: number): void;
  revenue(amount: number, currency: string): void;
  refund(amount: number, currency: string): void;
  activity(event: string, userId: string | undefined): void;
  //{{#if on.queue}}
  /** What a job that is queued now must carry for its trace to go on in the worker. */
  carrier(): TraceCarrier;
  /** Measures a run of a job, and settles as it does. */
  job<T>(job: MeasuredJob, work: () => Promise<T>): Promise<T>;
  //{{/if}}
  start(): Promise<void>;
  /** Hands over what is left, within a time limit. */
  stop(): Promise<void>;
}
