import { settings } from '../settings/index.js';
import type { App } from './http/app.js';
import { flushLogs, logger } from './logging/logger.js';

/** Puts the platform on the app, before the routes. */
export async function installPlatform(app: App): Promise<void> {
  //{{{wires "install"}}}
}

/** Puts on the app what stands after the routes: the answers to unknown paths and to errors. */
export function finishPlatform(app: App): void {
  //{{{wires "finish"}}}
}

/** Connects what the process needs before it serves or works. */
export async function startPlatform(): Promise<void> {
  logger.info({ environment: settings.environment, node: process.version }, 'Starting');
  //{{{wires "start"}}}
}

/** Closes everything in reverse. */
export async function stopPlatform(): Promise<void> {
  //{{{wires "stop"}}}
  flushLogs();
}
