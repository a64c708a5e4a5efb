import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from '../errors/send-problem.js';
import { boardHeaders, boardPath, fillBoard, hasBoard, requireAdmin } from './board.js';

/** The dashboard of the queue, for those who have its password. */
export async function queueBoard(app: FastifyInstance): Promise<void> {
  if (!hasBoard()) return;
  const adapter = new FastifyAdapter().setBasePath(boardPath);
  fillBoard(adapter);
  app.addHook('onRequest', async (request, reply) => {
    try {
      requireAdmin(request.method, (name) => request.headers[name]?.toString());
    } catch (error) {
      // The adapter handles errors in a way of its own.
      return sendProblem(request, reply, error);
    }
    reply.headers(boardHeaders);
  });
  await app.register(adapter.registerPlugin(), { prefix: boardPath });
}
