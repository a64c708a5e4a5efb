import { instance as client } from 'host:redis';

/**
 * Where the application's own connection leads, for a library that opens connections of its own. How that one waits and
 * what it puts before its keys stays its own matter.
 */
export function redisOptions() {
  const { host, port, db, username, password, tls, path, name, sentinels } = client.options;
  return {
    ...(host ? { host } : {}),
    ...(port ? { port } : {}),
    ...(db ? { db } : {}),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    ...(tls ? { tls } : {}),
    ...(path ? { path } : {}),
    ...(name ? { name } : {}),
    ...(sentinels ? { sentinels } : {}),
  };
}
