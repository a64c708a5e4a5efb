import { pino } from 'pino';
//{{#if on.logging}}
import { currentContext } from './context.js';
//{{/if}}
import { readEnv } from './settings/env.js';

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes a line with its fields; an error goes into the field `err`. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** JSON lines on the standard output. */
export const logger: Logger = {
  debug: (fields, message) => lines().debug(fields, message),
  info: (fields, message) => lines().info(fields, message),
  warn: (fields, message) => lines().warn(fields, message),
  error: (fields, message) => lines().error(fields, message),
};

let target: Logger | undefined;

/** Made at the first line, when the variables of a file are loaded. */
function lines(): Logger {
  if (target === undefined) {
    target = pino({
      level: readEnv((env) => env.string('LOG_LEVEL', { default: 'info' })),
      formatters: { level: (label) => ({ level: label }) },
      //{{#if on.logging}}
      mixin: () => ({ ...currentContext() }),
      //{{/if}}
    });
  }
  return target;
}
