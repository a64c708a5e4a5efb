import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { App } from '../http/app.js';
import { boardHeaders, boardPath, fillBoard, hasBoard, requireAdmin } from './board.js';

/** Puts the dashboard of the queue on the app, for those who have its password. */
export function installQueueBoard(app: App): void {
  if (!hasBoard()) return;
  const adapter = new HonoAdapter(serveStatic).setBasePath(boardPath);
  fillBoard(adapter);
  app.use(`${boardPath}/*`, async (c, next) => {
    requireAdmin(c.req.method, (name) => c.req.header(name));
    for (const [name, value] of Object.entries(boardHeaders)) c.header(name, value);
    await next();
  });
  app.route(boardPath, adapter.registerPlugin());
}
