import { settings } from '../../settings/index.js';
import type { App } from './app.js';

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App) {
  const { host, port, shutdownTimeoutMs } = settings.server;
  await app.listen({ host, port });
  return {
    /** Takes no new connections and lets open requests finish within `settings.server.shutdownTimeoutMs`. */
    async close() {
      const limit = setTimeout(() => app.server.closeAllConnections(), shutdownTimeoutMs);
      // A connection that is kept alive becomes idle only when its last answer is out.
      const idle = setInterval(() => app.server.closeIdleConnections(), 50);
      await app.close();
      clearInterval(idle);
      clearTimeout(limit);
    },
  };
}
