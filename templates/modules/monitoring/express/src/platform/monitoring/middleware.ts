import type { NextFunction, Request, Response } from 'express';
import { routeTemplate } from '../http/route.js';
import { vendor } from './vendor.js';

/** Measures every answered request under the template of its route. */
export function monitoring(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('finish', () => {
    vendor.request(
      request.method,
      routeTemplate(request),
      response.statusCode,
      (performance.now() - started) / 1000,
    );
  });
  next();
}
