import { createClient } from 'redis';
import { logger } from '../logger.js';
import type { RedisCommands } from './commands.js';
import { redisUrl } from './settings.js';

let shared: ReturnType<typeof open> | undefined;

function open() {
  const client = createClient({ url: redisUrl(), disableOfflineQueue: true });
  let away = false;
  client.on('error', (error: Error) => {
    if (!away) {
      logger.error({ err: error }, 'Redis is away');
    }
    away = true;
  });
  client.on('ready', () => {
    if (away) {
      logger.info({}, 'Redis is back');
    }
    away = false;
  });
  // It goes on trying by itself; whoever waits for the first attempt learns how that went.
  const opened = client.connect().then(() => client);
  opened.catch(() => undefined);
  return { client, opened };
}

async function send(...words: string[]): Promise<unknown> {
  shared = shared ?? open();
  const client = await shared.opened;
  return client.sendCommand(words);
}

/** The connection that the whole process shares, opened by the first command. */
export const redis: RedisCommands = {
  mget: async (keys) => textsOf(await send('MGET', ...keys)),
  set: (key, text, ms) => send('SET', key, text, 'PX', String(ms)),
  setMissing: (key, text, ms) => send('SET', key, text, 'PX', String(ms), 'NX'),
  del: (key) => send('DEL', key),
  run: (script, key, values) => send('EVAL', script, '1', key, ...values),
  ping: () => send('PING'),
};

function textsOf(reply: unknown): (string | null)[] {
  if (!Array.isArray(reply)) {
    return [];
  }
  return reply.map((text: unknown) => (typeof text === 'string' ? text : null));
}

/** Closes the connection. */
export async function disconnectRedis(): Promise<void> {
  const current = shared;
  shared = undefined;
  await current?.client.disconnect();
}
