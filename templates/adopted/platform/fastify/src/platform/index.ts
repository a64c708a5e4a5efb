import type { App } from './http/app.js';
//{{#unless host.loggerInstance}}
import { logTo } from './logger.js';
//{{/unless}}
import { forgetStartup, startInBackground, startOnce } from './startup.js';

/** Puts the platform on the app, before its plugins and routes. Closing the app closes the platform. */
export function installPlatform(app: App): void {
  //{{#unless host.loggerInstance}}
  logTo(app.log);
  //{{/unless}}
  //{{{wires "install"}}}
  app.addHook('onClose', stopPlatform);
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
