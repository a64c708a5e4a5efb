import type { Application } from 'express';
import { rememberRoutes } from './http/middleware.js';
import { forgetStartup, startInBackground, startOnce } from './startup.js';

/** Puts the platform on the app: after the body parsers and before the first route. */
export function installPlatform(app: Application): void {
  rememberRoutes(app);
  //{{{wires "install"}}}
  startInBackground(startPlatform);
}
//{{#if (or on.alerts monitoring.sentry)}}

/** Puts on the app what stands after the last route and before the error handlers. */
export function finishPlatform(app: Application): void {
  //{{{wires "finish"}}}
}
//{{/if}}

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
