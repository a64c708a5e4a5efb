//{{#if on.logging}}
import { currentContext } from './context.js';
//{{/if}}

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes a line with its fields; an error goes into the field `err`. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

type Level = keyof Logger;

let target: Logger | undefined;

/** Passes lines on to the instance's logger from now on; one that is turned off has no level. */
export function logTo(log: Logger & { readonly level?: string }): void {
  if (typeof log.level === 'string') {
    target = log;
  }
}

/** Passes lines on to the application's own logger; without one they are JSON on the standard output. */
export const logger: Logger = {
  debug: (fields, message) => write('debug', fields, message),
  info: (fields, message) => write('info', fields, message),
  warn: (fields, message) => write('warn', fields, message),
  error: (fields, message) => write('error', fields, message),
};

function write(level: Level, fields: LogFields, message: string): void {
  const all = complete(fields);
  if (target !== undefined) {
    target[level](all, message);
    return;
  }
  const line = { level, time: new Date().toISOString(), ...all, msg: message };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The fields with the request's context, and with errors as plain objects, since JSON knows nothing of errors. */
function complete(fields: LogFields): LogFields {
  const { err } = fields;
  //{{#if on.logging}}
  const all = { ...currentContext(), ...fields };
  //{{else}}
  const all = { ...fields };
  //{{/if}}
  if (!(err instanceof Error)) {
    return all;
  }
  return { ...all, err: { name: err.name, message: err.message, stack: err.stack } };
}
