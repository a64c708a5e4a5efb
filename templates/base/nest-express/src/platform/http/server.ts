import type { Server } from 'node:http';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import type { App } from './app.js';

export interface RunningServer {
  /** Takes no new connections and lets open requests finish. */
  close(): Promise<void>;
}

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App): Promise<RunningServer> {
  const { host, port } = settings.server;
  const server: Server = app.getHttpServer();
  // Longer than load balancers keep a connection, so that they never send a request into one that closes.
  server.keepAliveTimeout = 72_000;
  await app.listen(port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  logger.info(`Server listening at http://${host}:${bound}`);
  return app;
}
