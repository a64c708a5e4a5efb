import {
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable, of } from 'rxjs';
import {
  defaultVary,
  type PageOptions,
  pageHeaders,
  pageOf,
  type Served,
  takeTurn,
} from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/** Keeps the answers of a route, or of a whole controller: `@CachedRoute({ ttlSeconds: 60, tags: ['products'] })`. */
export function CachedRoute(options: PageOptions = {}): MethodDecorator & ClassDecorator {
  return UseInterceptors(new RouteCacheInterceptor(options));
}

/** Keeps answers to GET with status 200. Guards run before it, so whoever may not see an answer doesn't get it here. */
export class RouteCacheInterceptor implements NestInterceptor {
  constructor(private readonly options: PageOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (request.method !== 'GET') return next.handle();

    const { vary = defaultVary } = this.options;
    const { headers, originalUrl: url } = request;
    const key = pageKey({ origin: `${request.protocol}://${request.host}`, url, headers }, vary);
    const turn = await takeTurn(key, this.options);
    const before = { ...response.getHeaders() };
    const serve = (body: string, state: Served['state']): string => {
      const served = { state, personal: isPersonal(headers), before };
      response.set(pageHeaders(body, response.getHeaders(), served, this.options));
      return body;
    };
    if (turn.kind === 'hit') {
      response.set(turn.page.headers);
      return of(serve(turn.page.body, 'hit'));
    }
    // Whatever the answer was, and also when the client went away, nobody may wait for it any longer.
    if (turn.kind === 'lead') response.once('close', () => turn.finish(undefined));
    return next.handle().pipe(
      map((answer: unknown) => {
        if (response.statusCode !== 200 || answer instanceof StreamableFile) return answer;
        const body = JSON.stringify(answer);
        response.type('application/json');
        if (turn.kind === 'lead') turn.finish(pageOf(body, response.getHeaders(), before, vary));
        return serve(body, 'miss');
      }),
    );
  }
}
