import type { NextFunction, Request, Response } from 'express';
import { responseHeaders } from './headers.js';
import { throttle } from './throttle.js';

/** Security headers on every answer, CORS for the origins of the settings. */
export function httpHeaders(request: Request, response: Response, next: NextFunction): void {
  const { origin } = request.headers;
  response.set(responseHeaders.of(origin));
  const isPreflight =
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  const wanted = request.headers['access-control-request-headers'];
  const preflight = isPreflight && origin ? responseHeaders.preflight(origin, wanted) : undefined;
  if (preflight === undefined) next();
  else response.status(204).set(preflight).end();
}

/** Answers 429 to clients that call too often. */
export function throttling(request: Request, _response: Response, next: NextFunction): void {
  //{{#if on.health}}
  if (request.path.startsWith('/health/')) {
    next();
    return;
  }
  //{{/if}}
  //{{#if on.redis}}
  const counted = throttle(request.ip ?? '');
  if (counted === undefined) next();
  else counted.then(() => next(), next);
  //{{else}}
  throttle(request.ip ?? '');
  next();
  //{{/if}}
}
