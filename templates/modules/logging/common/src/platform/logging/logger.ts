import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino';
import { settings } from '../../settings/index.js';
import { currentContext } from './context.js';
import { LineBuffer } from './line-buffer.js';
import { maskRecord } from './mask.js';

// Asynchronous, so that a slow disk or pipe never holds up a request. `flushLogs` empties both.
const stdout = destination({ dest: 1, sync: false });
const lines = new LineBuffer(stdout);

/** Builds a logger whose lines carry the request's context and no secrets. */
export function createLogger(level: string, stream: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: () => ({ ...currentContext() }),
      formatters: { level: (level) => ({ level }), log: (line) => maskRecord(line) },
      serializers: { err: (error) => maskRecord({ ...stdSerializers.err(error) }) },
    },
    stream,
  );
}

/** The stream for people, or JSON where pino-pretty isn't installed, as in a production image. */
export async function streamFor(pretty: boolean, load = () => import('pino-pretty')) {
  if (!pretty) return lines;
  try {
    const { default: prettyStream } = await load();
    return prettyStream({
      destination: stdout,
      ignore: 'requestId',
      translateTime: 'SYS:HH:MM:ss.l',
    });
  } catch {
    return lines;
  }
}

/** Takes finished lines. */
export const logStream = await streamFor(settings.logging.pretty);

export const logger = createLogger(settings.logging.level, logStream);

/** Writes what is still in memory, before the process ends. */
export function flushLogs(): void {
  lines.flush();
  stdout.flushSync();
}

process.once('exit', flushLogs);
