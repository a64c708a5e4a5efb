import type { INestApplication } from '@nestjs/common';
//{{#if (eq host.nestPlatform "fastify")}}
import { rememberRoutes } from './http/routes.js';
//{{/if}}
import { forgetStartup, startInBackground, startOnce } from './startup.js';

/** Puts the platform on the app, before it listens. */
export function installPlatform(app: INestApplication): void {
  //{{#if (eq host.nestPlatform "fastify")}}
  rememberRoutes(app);
  //{{/if}}
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
