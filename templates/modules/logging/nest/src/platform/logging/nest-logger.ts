import type { LoggerService } from '@nestjs/common';
import { logger } from './logger.js';

/** Writes what Nest has to say into the log of the process; what it says of every module and route is for debugging. */
export class NestLogger implements LoggerService {
  log(message: unknown, ...details: unknown[]): void {
    logger.debug(...line(message, details));
  }

  debug(message: unknown, ...details: unknown[]): void {
    logger.debug(...line(message, details));
  }

  verbose(message: unknown, ...details: unknown[]): void {
    logger.trace(...line(message, details));
  }

  warn(message: unknown, ...details: unknown[]): void {
    logger.warn(...line(message, details));
  }

  error(message: unknown, ...details: unknown[]): void {
    logger.error(...line(message, details));
  }

  fatal(message: unknown, ...details: unknown[]): void {
    logger.fatal(...line(message, details));
  }
}

/** Nest's last detail is the part of it that speaks; before it stands the stack of an error. */
function line(message: unknown, details: readonly unknown[]): [fields: object, text: string] {
  const fields = { context: details.at(-1), ...(details.length > 1 && { stack: details[0] }) };
  return message instanceof Error
    ? [{ ...fields, err: message }, message.message]
    : [fields, String(message)];
}
