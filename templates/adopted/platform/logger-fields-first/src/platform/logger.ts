//{{#if on.logging}}
import { currentContext } from './context.js';
//{{/if}}
import { instance } from 'host:logger';

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes a line with its fields; an error goes into the field `err`. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

type Level = keyof Logger;

/** Passes lines on to the application's own logger. */
export const logger: Logger = {
  debug: (fields, message) => write('debug', fields, message),
  info: (fields, message) => write('info', fields, message),
  warn: (fields, message) => write('warn', fields, message),
  error: (fields, message) => write('error', fields, message),
};

function write(level: Level, fields: LogFields, message: string): void {
  instance[level](complete(fields), message);
}

//{{#if (eq host.loggerLibrary "bunyan")}}
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
//{{else}}
/** The fields with the request's context. */
function complete(fields: LogFields): LogFields {
  //{{#if on.logging}}
  return { ...currentContext(), ...fields };
  //{{else}}
  return fields;
  //{{/if}}
}
//{{/if}}
