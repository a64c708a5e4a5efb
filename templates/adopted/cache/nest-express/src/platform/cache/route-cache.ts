import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { of } from 'rxjs';
import type { Page, PageOptions } from './page.js';
import { defaultVary, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/** Answers from the cache, or keeps the answer. */
export class RouteCache implements NestInterceptor {
  constructor(private readonly options: PageOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') {
      return next.handle();
    }
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    if (request.method !== 'GET') {
      return next.handle();
    }
    const { headers, originalUrl: url } = request;
    const { vary = defaultVary } = this.options;
    const origin = `${request.protocol}://${request.get('host') ?? ''}`;
    const turn = await takeTurn(pageKey({ origin, url, headers }, vary), this.options);
    const before = { ...response.getHeaders() };
    const personal = isPersonal(headers);
    const send = response.send.bind(response) as Response['send'];
    if (turn.kind === 'hit') {
      // Nest sends what the interceptors around this one make of the value; the page takes its place.
      response.send = () => send(this.finished(response, turn.page, personal, before));
      return of(null);
    }
    response.send = (body) => {
      if (response.statusCode === 200 && typeof body === 'string') {
        const current = response.getHeaders();
        if (turn.kind === 'lead') {
          turn.finish(pageOf(body, current, before, vary));
        }
        const served = { state: 'miss', personal, before } as const;
        response.set(pageHeaders(body, current, served, this.options));
      }
      return send(body);
    };
    // Whatever the answer was, and also when the client went away, nobody may wait for it any longer.
    if (turn.kind === 'lead') {
      response.once('close', () => turn.finish());
    }
    return next.handle();
  }

  private finished(
    response: Response,
    { headers, body }: Page,
    personal: boolean,
    before: ReturnType<Response['getHeaders']>,
  ): string {
    response.set(headers);
    const served = { state: 'hit', personal, before: { ...before } } as const;
    response.set(pageHeaders(body, response.getHeaders(), served, this.options));
    return body;
  }
}
