import type { NextFunction, Request, Response } from 'express';
import { routeTemplate } from '../http/route.js';
import { measureRequest } from './index.js';

/** Measures every answered request under the template of its route. */
export function monitoring(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('finish', () => {
    measureRequest(
      request.method,
      routeTemplate(request),
      response.statusCode,
      (performance.now() - started) / 1000,
    );
  });
  next();
}
