import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of a request says, wherever it is written; a job carries that of the request which queued it. */
export interface RequestContext {
  readonly requestId: string;
  userId?: string;
  version?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `fn` and all that it starts within a context. */
export function runInContext<T>(context: RequestContext, fn: () => T): T {
  return storage.run(context, fn);
}

/** The context of the request or job that this code runs for, if any. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}
