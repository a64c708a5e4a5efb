//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import type { Context, Env, Hono, Next, Schema } from 'hono';
//{{else}}
import type { Context, Next } from 'hono';
//{{/if}}
import { currentContext } from '../context.js';
import { decideVersion } from './decision.js';
//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import { withoutVersion } from './scheme.js';
//{{/if}}
import { rememberVersion } from './versions.js';

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export async function versioning(c: Context, next: Next): Promise<void> {
  const { host, pathname, search } = new URL(c.req.url);
  const { version, headers, refusal } = decideVersion({
    url: `${pathname}${search}`,
    host,
    accept: c.req.header('accept'),
    clientVersion: c.req.header('x-client-version'),
  });
  rememberVersion(c.req.raw, version);
  const context = currentContext();
  if (context !== undefined) {
    context.version = version;
  }
  if (refusal === undefined) {
    await next();
  } else {
    const type = { 'content-type': 'application/problem+json' };
    c.res = c.body(JSON.stringify(refusal), refusal.status, type);
  }
  for (const [name, value] of Object.entries(headers)) {
    c.header(name, value);
  }
  //{{#if versioning.acceptHeader}}
  c.header('vary', 'Accept', { append: true });
  //{{/if}}
}
//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}

/** Lets the routes take addresses that begin with a version as those without it. */
export function readVersionFromPath<E extends Env, S extends Schema, P extends string>(
  app: Hono<E, S, P>,
): void {
  const { getPath } = app;
  const bare: typeof getPath = (request, options) => withoutVersion(getPath(request, options));
  Object.assign(app, { getPath: bare });
}
//{{/if}}
