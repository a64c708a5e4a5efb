import { z } from 'zod';
import type { App } from '../src/platform/http/app.js';
import { absoluteUrl } from '../src/platform/http/route.js';
import { currentContext } from '../src/platform/logging/context.js';

/** Where the trial routes are. */
export const trial = '/trial';

/** Routes to try the platform with. */
export function trialRoutes(app: App): void {
  app.get('/trial/:id', { schema: { params: z.object({ id: z.string().max(5) }) } }, (request) => ({
    id: request.params.id,
    url: absoluteUrl(request).href,
  }));
  app.post('/trial', async (request, reply) => {
    reply.code(201);
    return { body: request.body, requestId: currentContext()?.requestId };
  });
  app.get('/trial/boom', async () => {
    throw new Error('hunter2');
  });
  app.get('/trial/files/*', async () => ({}));
}

/** A route that answers when `until` is over. */
export function slowRoute(app: App, until: Promise<void>): void {
  app.get('/trial/slow', async () => {
    await until;
    return 'done';
  });
}
