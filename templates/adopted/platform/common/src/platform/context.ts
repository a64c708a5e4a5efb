import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request, or of the job, that code runs for. */
export interface RequestContext {
  readonly requestId: string;
  /** Set it after signing a user in, and the line of the request names them. */
  userId?: string;
  /** The API version that the request is answered in. */
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
