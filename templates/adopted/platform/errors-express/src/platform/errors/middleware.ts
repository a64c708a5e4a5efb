import type { NextFunction, Request, Response } from 'express';
import { contextOf, routeTemplate } from '../http/middleware.js';
import { maskUrl } from './mask.js';
import { isUnexpected, reportError } from './report.js';

/** Reports what nobody foresaw and passes every error on: the answer is a matter of the handlers that follow. */
export function reportErrors(
  error: unknown,
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  if (isUnexpected(error)) {
    const context = contextOf(request);
    reportError(error, {
      kind: 'request',
      name: `${request.method} ${routeTemplate(request)}`,
      requestId: context?.requestId,
      userId: context?.userId,
      method: request.method,
      url: maskUrl(request.originalUrl),
    });
  }
  next(error);
}
