import { type IRouter, Router } from 'express';
import { z } from 'zod';
import { absoluteUrl } from '../src/platform/http/route.js';
import { currentContext } from '../src/platform/logging/context.js';

const trialId = z.object({ id: z.string().max(5) });

/** Where the trial routes are. */
export const trial = '/trial';

/** Routes to try the platform with. */
export function trialRoutes(app: IRouter): void {
  const router = Router();
  router.post('/', (request, response) => {
    response.status(201).json({ body: request.body, requestId: currentContext()?.requestId });
  });
  router.get('/boom', () => {
    throw new Error('hunter2');
  });
  router.get('/files/*path', (_request, response) => {
    response.json({});
  });
  router.get('/:id', (request, response) => {
    const { id } = trialId.parse(request.params);
    response.json({ id, url: absoluteUrl(request).href });
  });
  app.use('/trial', router);
}

/** A route that answers when `until` is over. */
export function slowRoute(app: IRouter, until: Promise<void>): void {
  app.get('/trial/slow', async (_request, response) => {
    await until;
    response.send('done');
  });
}
