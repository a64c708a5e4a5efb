import type { Env, Hono, Schema } from 'hono';
import { forgetStartup, startInBackground, startOnce } from './startup.js';

/** Puts the platform on the app, before its first route. */
export function installPlatform<E extends Env, S extends Schema, P extends string>(
  app: Hono<E, S, P>,
): void {
  //{{{wires "install"}}}
  startInBackground(startPlatform);
}

/** Connects what the process needs, once. A process without an app, such as a worker, calls it itself. */
export function startPlatform(): Promise<void> {
  return startOnce(async () => {
    //{{{wires "start"}}}
  });
}

/** Closes everything in reverse. */
export async function stopPlatform(): Promise<void> {
  //{{{wires "stop"}}}
  forgetStartup();
}
