import type { LoggerService } from '@nestjs/common';
import type { Level } from 'pino';
import { logger } from './logger.js';

/** Writes what Nest has to say into the log of the process; what it says of every module and route is for debugging. */
export const nestLogger: LoggerService = {
  log: lines('debug'),
  debug: lines('debug'),
  verbose: lines('trace'),
  warn: lines('warn'),
  error: lines('error'),
  fatal: lines('fatal'),
};

/** Nest's last detail is the part of it that speaks; before it stands the stack of an error. */
function lines(level: Level) {
  return (message: unknown, ...details: unknown[]): void => {
    const fields = { context: details.at(-1), ...(details.length > 1 && { stack: details[0] }) };
    if (message instanceof Error) logger[level]({ ...fields, err: message }, message.message);
    else logger[level](fields, String(message));
  };
}
