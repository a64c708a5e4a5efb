import type { NextFunction, Request, Response } from 'express';
import { methodsOf } from '../http/methods.js';
import { pathOf, routeTemplate } from '../http/route.js';
import { maskUrl } from '../logging/mask.js';
import { methodNotAllowed, notFound, Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Ends requests that no route took: 405 when the path is there for other methods, else 404. */
export function routeNotFound(request: Request): void {
  const methods = methodsOf(request.app, request.path);
  throw methods.length === 0 ? notFound() : methodNotAllowed(request.method, methods);
}

/** Answers with the problem that an error is, and reports what nobody foresaw. */
export function sendProblem(
  error: unknown,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const problem = toProblem(error);
  const { requestId } = request.requestContext;
  if (problem.status >= 500 && !(error instanceof Problem)) {
    reportError(error, {
      kind: 'request',
      name: `${request.method} ${routeTemplate(request)}`,
      requestId,
      method: request.method,
      url: maskUrl(request.originalUrl),
    });
  }
  if (response.headersSent) {
    // What is half sent can't be taken back; Express ends the connection.
    next(error);
    return;
  }
  response
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(pathOf(request), requestId)));
}
