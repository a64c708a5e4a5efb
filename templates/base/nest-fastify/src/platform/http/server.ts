import type { Settings } from '../../settings/index.js';
import { SETTINGS } from '../../settings/settings.module.js';
import type { App } from './app.js';

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App) {
  const { host, port, shutdownTimeoutMs } = app.get<Settings>(SETTINGS).server;
  const { server } = app.getHttpAdapter().getInstance();
  await app.listen({ host, port });
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
