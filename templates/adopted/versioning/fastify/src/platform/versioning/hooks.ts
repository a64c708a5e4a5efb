import type { App } from '../http/app.js';
import { contextOf } from '../http/hooks.js';
import { decideVersion } from './decision.js';
//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import { withoutVersion } from './scheme.js';
//{{/if}}
import { rememberVersion } from './versions.js';

//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
/** Requests that were sent to the routes a second time, without the version in their address. */
const forwarded = new WeakSet<object>();

//{{/if}}
/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export function versioning(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    //{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
    if (forwarded.has(raw)) {
      done();
      return;
    }
    //{{/if}}
    const { version, headers, refusal } = decideVersion({
      url: request.originalUrl,
      host: request.hostname,
      accept: raw.headers.accept,
      clientVersion: headerOf(raw.headers['x-client-version']),
    });
    rememberVersion(raw, version);
    const context = contextOf(request);
    if (context !== undefined) {
      context.version = version;
    }
    for (const [name, value] of Object.entries(headers)) {
      reply.raw.setHeader(name, value);
    }
    //{{#if versioning.acceptHeader}}
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept' : `${String(vary)}, Accept`);
    //{{/if}}
    if (refusal !== undefined) {
      reply.code(refusal.status).type('application/problem+json').send(JSON.stringify(refusal));
      return;
    }
    //{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
    const url = raw.url === undefined ? '/' : raw.url;
    const bare = withoutVersion(url);
    if (bare !== url) {
      // Fastify has chosen the route by now, so the request goes to the router again under its other address.
      forwarded.add(raw);
      Object.assign(raw, { originalUrl: url, url: bare });
      reply.hijack();
      app.routing(raw, reply.raw);
      return;
    }
    //{{/if}}
    done();
  });
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
