import type { Server } from 'node:http';
import type { Settings } from '../../settings/index.js';
import { SETTINGS } from '../../settings/settings.module.js';
import { logger } from '../logging/logger.js';
import type { App } from './app.js';

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App) {
  const { host, port, shutdownTimeoutMs } = app.get<Settings>(SETTINGS).server;
  const server: Server = app.getHttpServer();
  // Longer than load balancers keep a connection, so that they never send a request into one that closes.
  server.keepAliveTimeout = 72_000;
  await app.listen(port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  logger.info(`Server listening at http://${host}:${bound}`);
  return {
    /** Takes no new connections and lets open requests finish within `settings.server.shutdownTimeoutMs`. */
    async close() {
      const limit = setTimeout(() => server.closeAllConnections(), shutdownTimeoutMs);
      // A connection that is kept alive becomes idle only when its last answer is out.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await app.close();
      clearInterval(idle);
      clearTimeout(limit);
    },
  };
}
