import { settings } from '../settings/index.js';
import type { App } from './http/app.js';
import { flushLogs, logger } from './logging/logger.js';

/** Puts on the app what sees every request before Nest looks for its route. */
export function installPlatform(app: App): void {
  //{{{wires "install"}}}
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
