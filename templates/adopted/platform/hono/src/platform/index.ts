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
  //{{#if waits.start}}
  return startOnce(async () => {
    //{{{wires "start"}}}
  });
  //{{else if wired.start}}
  return startOnce(() => {
    //{{{wires "start"}}}
  });
  //{{else}}
  return startOnce(() => undefined);
  //{{/if}}
}

/** Closes everything in reverse. */
//{{#if waits.stop}}
export async function stopPlatform(): Promise<void> {
  //{{{wires "stop"}}}
  forgetStartup();
}
//{{else}}
export function stopPlatform(): Promise<void> {
  //{{{wires "stop"}}}
  forgetStartup();
  return Promise.resolve();
}
//{{/if}}
