import type { Next, ParameterizedContext } from 'koa';
import { currentContext } from '../context.js';
import { decideVersion } from './decision.js';
//{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
import { withoutVersion } from './scheme.js';
//{{/if}}
import { rememberVersion } from './versions.js';

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export async function versioning(ctx: ParameterizedContext, next: Next): Promise<void> {
  const { version, headers, refusal } = decideVersion({
    url: ctx.originalUrl,
    host: ctx.host,
    accept: ctx.get('accept'),
    clientVersion: ctx.get('x-client-version') || undefined,
  });
  rememberVersion(ctx.req, version);
  const context = currentContext();
  if (context !== undefined) {
    context.version = version;
  }
  ctx.set(headers);
  //{{#if versioning.acceptHeader}}
  ctx.vary('Accept');
  //{{/if}}
  if (refusal !== undefined) {
    ctx.status = refusal.status;
    ctx.body = JSON.stringify(refusal);
    ctx.type = 'application/problem+json';
    return;
  }
  //{{#if (and (or versioning.urlPath versioning.namespace) (not host.versioning))}}
  ctx.url = withoutVersion(ctx.url);
  //{{/if}}
  await next();
}
