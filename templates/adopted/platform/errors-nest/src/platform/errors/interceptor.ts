import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';
import { catchError } from 'rxjs/operators';
import { contextOf, type RoutedRequest, routeTemplate } from '../http/routes.js';
import { maskUrl } from './mask.js';
import { isUnexpected, reportError } from './report.js';

/** Reports what nobody foresaw and throws it on: the answer is a matter of the exception filters. */
export const reportErrors: NestInterceptor = {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (isUnexpected(statusOf(error))) {
          report(execution, error);
        }
        return throwError(() => error);
      }),
    );
  },
};

/** NestJS' own exceptions tell their status by a method. */
function statusOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('getStatus' in error)) {
    return error;
  }
  const { getStatus } = error as { getStatus: unknown };
  return typeof getStatus === 'function' ? { status: getStatus.call(error) as unknown } : error;
}

function report(execution: ExecutionContext, error: unknown): void {
  const kind = execution.getType();
  if (kind !== 'http') {
    const name = `${kind} ${execution.getClass().name}.${execution.getHandler().name}`;
    reportError(error, { kind: 'process', name });
    return;
  }
  const request = execution.switchToHttp().getRequest<RoutedRequest>();
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
