import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { settings } from '../../settings/index.js';
import { lastResort } from '../errors/last-resort.js';
import { logger } from '../logging/logger.js';
import type { App } from './app.js';

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App) {
  const { host, port, shutdownTimeoutMs } = settings.server;
  // A client of HTTP/1.0 may name no host, as the checks of load balancers do.
  const listener = getRequestListener(app.fetch, { hostname: host, errorHandler: lastResort });
  const server = createServer(listener);
  // Longer than load balancers keep a connection, so that they never send a request into one that closes.
  server.keepAliveTimeout = 72_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  logger.info(`Server listening at http://${host}:${bound}`);
  return {
    /** Takes no new connections and lets open requests finish within `settings.server.shutdownTimeoutMs`. */
    async close() {
      const limit = setTimeout(() => server.closeAllConnections(), shutdownTimeoutMs);
      // A connection that is kept alive becomes idle only when its last answer is out.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      server.close();
      await once(server, 'close');
      clearInterval(idle);
      clearTimeout(limit);
    },
  };
}
