import type { IncomingMessage, ServerResponse } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { withoutVersion } from './scheme.js';

interface Reply {
  readonly raw: ServerResponse;
  hijack(): unknown;
}

/** What is used of the Fastify instance below NestJS. */
interface Server {
  addHook(
    name: 'onRequest',
    hook: (request: { readonly raw: IncomingMessage }, reply: Reply, done: () => void) => void,
  ): unknown;
  routing(request: IncomingMessage, response: ServerResponse): void;
}

/** Lets the routes take addresses that begin with a version as those without it. */
export function readVersionFromPath(app: INestApplication): void {
  const server: Server = app.getHttpAdapter().getInstance();
  const forwarded = new WeakSet<object>();

  server.addHook('onRequest', ({ raw }, reply, done) => {
    const url = raw.url === undefined ? '/' : raw.url;
    const bare = withoutVersion(url);
    if (bare === url || forwarded.has(raw)) {
      done();
      return;
    }
    // Fastify has chosen the route by now, so the request goes to the router again under its other address.
    forwarded.add(raw);
    Object.assign(raw, { originalUrl: url, url: bare });
    reply.hijack();
    server.routing(raw, reply.raw);
  });
}
