import type { NextFunction, Request, Response } from 'express';
import { routeTemplate } from '../http/route.js';
import { type RequestContext, runInContext } from './context.js';
import { requestIdOf } from './request-id.js';
import { logRequest } from './request-line.js';

declare global {
  namespace Express {
    interface Request {
      requestContext: RequestContext;
    }
  }
}

/** Gives every request its id and context, and writes one line when it is answered. */
export function requestLogging(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  const context = { requestId: requestIdOf(request.headers['x-request-id']) };
  request.requestContext = context;
  response.setHeader('x-request-id', context.requestId);
  response.on('close', () => {
    logRequest(context, {
      method: request.method,
      route: routeTemplate(request),
      status: response.statusCode,
      durationMs: performance.now() - started,
    });
  });
  runInContext(context, next);
}
