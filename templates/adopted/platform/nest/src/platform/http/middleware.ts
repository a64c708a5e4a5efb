import type { IncomingMessage, ServerResponse } from 'node:http';
import { runInContext } from '../context.js';
import { isDraining } from '../lifecycle.js';
import { beginRequest, endRequest } from './requests.js';
//{{#if (eq host.nestPlatform "fastify")}}
import { contextOf, rememberContext, routeTemplate } from './routes.js';
//{{else}}
import { rememberContext, routeTemplate } from './routes.js';
//{{/if}}

/** Follows every request to its answer, within a context of its own. */
export function followRequests(
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
): void {
  //{{#if (eq host.nestPlatform "fastify")}}
  const known = contextOf(request);
  if (known !== undefined) {
    runInContext(known, next);
    return;
  }
  //{{/if}}
  const context = beginRequest(request.headers['x-request-id']);
  rememberContext(request, context);
  //{{#if on.logging}}
  response.setHeader('x-request-id', context.requestId);
  //{{/if}}
  if (isDraining()) {
    response.setHeader('connection', 'close');
  }
  response.on('close', () => {
    endRequest(context, {
      method: request.method === undefined ? '' : request.method,
      route: routeTemplate(request),
      status: response.statusCode,
    });
  });
  runInContext(context, next);
}
