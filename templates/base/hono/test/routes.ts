import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { App, AppEnv } from '../src/platform/http/app.js';
import { jsonAnswer, jsonInput } from '../src/platform/http/json.js';
import { absoluteUrl } from '../src/platform/http/route.js';
import { currentContext } from '../src/platform/logging/context.js';

/** Where the trial routes are. */
export const trial = '/trial';

const getTrial = createRoute({
  method: 'get',
  path: '/{id}',
  hide: true,
  request: { params: z.object({ id: z.string().max(5) }) },
  responses: { 200: jsonAnswer('A trial', z.object({ id: z.string(), url: z.url() })) },
});

const postTrial = createRoute({
  method: 'post',
  path: '/',
  hide: true,
  request: { body: jsonInput(z.record(z.string(), z.json())) },
  responses: { 201: { description: 'What was sent' } },
});

/** Routes to try the platform with. */
export function trialRoutes(app: App): void {
  const routes = new OpenAPIHono<AppEnv>();
  routes.openapi(postTrial, (c) =>
    c.json({ body: c.req.valid('json'), requestId: currentContext()?.requestId }, 201),
  );
  routes.get('/boom', () => {
    throw new Error('hunter2');
  });
  routes.get('/files/*', (c) => c.json({}));
  routes.openapi(getTrial, (c) =>
    c.json({ id: c.req.valid('param').id, url: absoluteUrl(c).href }, 200),
  );
  app.route(trial, routes);
}

/** A route that answers when `until` is over. */
export function slowRoute(app: App, until: Promise<void>): void {
  app.get('/trial/slow', async (c) => {
    await until;
    return c.text('done');
  });
}
