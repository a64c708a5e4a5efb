import type { Connection } from 'typeorm';
import { getConnectionManager } from 'typeorm';
import { createWriteSubscriber } from './subscriber.js';

/** A connection makes its list of subscribers when it is opened, and tells nobody that it is. */
const lookAgainMs = 50;

const bound = new WeakSet<Connection>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Busts what is cached when a connection has written, from the moment that it is open. */
export function bindWrites(): void {
  const { connections } = getConnectionManager();
  for (const connection of connections) {
    if (!connection.isConnected || bound.has(connection)) {
      continue;
    }
    connection.subscribers.push(createWriteSubscriber());
    bound.add(connection);
  }
  if (connections.length > 0 && connections.every((connection) => bound.has(connection))) {
    return;
  }
  timer = setTimeout(bindWrites, lookAgainMs);
  timer.unref();
}

/** Stops waiting for connections that were never opened. */
export function unbindWrites(): void {
  if (timer !== undefined) {
    clearTimeout(timer);
  }
}
