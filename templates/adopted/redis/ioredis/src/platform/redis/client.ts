import { instance as client } from 'host:redis';
import type { RedisCommands } from './commands.js';

/** The application's own connection, which it opens and closes itself. */
export const redis: RedisCommands = {
  mget: (keys) => client.mget(keys),
  set: (key, text, ms) => client.set(key, text, 'PX', ms),
  setMissing: (key, text, ms) => client.set(key, text, 'PX', ms, 'NX'),
  del: (key) => client.del(key),
  run: (script, key, values) => client.eval(script, 1, key, ...values),
  ping: () => client.ping(),
};
