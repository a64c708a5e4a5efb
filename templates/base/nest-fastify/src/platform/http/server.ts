import { settings } from '../../settings/index.js';
import type { App } from './app.js';

export interface RunningServer {
  /** Takes no new connections and lets open requests finish. */
  close(): Promise<void>;
}

/** Listens on HOST and PORT. Throws EADDRINUSE when somebody else does. */
export async function listen(app: App): Promise<RunningServer> {
  const { host, port } = settings.server;
  await app.listen({ host, port });
  return app;
}
