import { redisUrl } from './settings.js';

/** What a library that opens connections of its own has to know of Redis. */
export interface RedisOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** Set where the connection is encrypted. */
  readonly tls?: Readonly<Record<string, never>>;
}

export function redisOptions(): RedisOptions {
  const { protocol, hostname, port, username, password, pathname } = new URL(redisUrl());
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
