import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { RequestContext } from '../context.js';

/** What is known of a request once it is answered. */
export interface AnsweredRequest {
  readonly context: RequestContext;
  readonly method: string;
  /** The route's template, such as `/products/:id`, so that logs and statistics stay few. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

export type AnswerListener = (request: AnsweredRequest) => void;

/** The route of a request that no route took. */
export const unknownRoute = 'unknown';

const wellFormedId = /^[\w.:-]{1,128}$/;
const listeners = new Set<AnswerListener>();
const started = new WeakMap<RequestContext, number>();
let open = 0;

/** Adds a listener for answered requests; adding the same one again changes nothing. */
export function onAnswered(listener: AnswerListener): void {
  listeners.add(listener);
}

/** How many requests are under way. */
export function openRequests(): number {
  return open;
}

/** Begins a request. The caller's `X-Request-Id` becomes its id when it can go into logs and headers as it is. */
export function beginRequest(header: string | readonly string[] | undefined): RequestContext {
  const isGood = typeof header === 'string' && wellFormedId.test(header);
  const context: RequestContext = { requestId: isGood ? header : randomUUID() };
  started.set(context, performance.now());
  open += 1;
  return context;
}

/** Ends a request and tells the listeners. Ending it again changes nothing. */
export function endRequest(
  context: RequestContext,
  answer: { readonly method: string; readonly route: string; readonly status: number },
): void {
  const begin = started.get(context);
  if (begin === undefined) {
    return;
  }
  started.delete(context);
  open -= 1;
  const { method, route, status } = answer;
  const durationMs = performance.now() - begin;
  for (const listener of Array.from(listeners)) {
    listener({ context, method, route, status, durationMs });
  }
}
