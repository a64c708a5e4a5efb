import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { methodsOf } from '../http/methods.js';
import { pathOf, routeTemplate } from '../http/route.js';
import { maskUrl } from '../logging/mask.js';
import { methodNotAllowed, notFound, Problem } from './problem.js';
import { reportError } from './report.js';
import { toProblem } from './to-problem.js';

/** Answers with the problem that an error is, and reports what nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { requestId } = request.requestContext;
    const isUnknownRoute = error instanceof NotFoundException && request.route === undefined;
    const problem = isUnknownRoute ? noRoute(request) : toProblem(error);
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
      // What is half sent can't be taken back; a cut connection tells the client.
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problem.toBody(pathOf(request), requestId)));
  }
}

/** 405 when the path is there for other methods, else 404. */
function noRoute({ app, path, method }: Request): Problem {
  const methods = methodsOf(app, path);
  return methods.length === 0 || methods.includes(method)
    ? notFound()
    : methodNotAllowed(method, methods);
}
