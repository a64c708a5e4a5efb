import { ExpressAdapter } from '@bull-board/express';
import { Router } from 'express';
import { boardHeaders, boardPath, fillBoard, hasBoard, requireAdmin } from './board.js';

/** The dashboard of the queue, for those who have its password. */
export function queueBoard(): Router {
  const router = Router();
  if (!hasBoard()) return router;
  const adapter = new ExpressAdapter().setBasePath(boardPath);
  fillBoard(adapter);
  router.use(boardPath, (request, response, next) => {
    requireAdmin(request.method, (name) => request.get(name));
    response.set(boardHeaders);
    next();
  });
  router.use(boardPath, adapter.getRouter());
  return router;
}
