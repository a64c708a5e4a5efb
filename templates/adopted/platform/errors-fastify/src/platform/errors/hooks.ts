import type { App } from '../http/app.js';
import { contextOf, routeTemplate } from '../http/hooks.js';
import { maskUrl } from './mask.js';
import { isUnexpected, reportError } from './report.js';

/** Reports what nobody foresaw; the answer is a matter of the app's own error handler. */
export function reportErrors(app: App): void {
  app.addHook('onError', (request, _reply, error, done) => {
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
    done();
  });
}
