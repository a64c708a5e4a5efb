import { instance as client } from 'host:redis';
import type { RedisCommands } from './commands.js';

const send = (...words: string[]): Promise<unknown> => client.sendCommand(words);

/** The application's own connection, which it opens and closes itself. */
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
