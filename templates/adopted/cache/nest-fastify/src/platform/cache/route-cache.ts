import { Buffer } from 'node:buffer';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { of } from 'rxjs';
import type { PageOptions, Served } from './page.js';
import { defaultVary, matchesTag, pageHeaders, pageOf, takeTurn } from './page.js';
import { isPersonal, pageKey } from './page-key.js';

/** Answers from the cache, or keeps the answer. */
export class RouteCache implements NestInterceptor {
  constructor(private readonly options: PageOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') {
      return next.handle();
    }
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (request.method !== 'GET') {
      return next.handle();
    }
    const { headers, raw } = request;
    const { vary = defaultVary } = this.options;
    const origin = `${request.protocol}://${headers.host ?? ''}`;
    const turn = await takeTurn(
      pageKey({ origin, url: raw.url ?? '', headers }, vary),
      this.options,
    );
    const before = { ...reply.getHeaders() };
    const personal = isPersonal(headers);
    const ifNoneMatch = headers['if-none-match'];
    const send = reply.send.bind(reply) as FastifyReply['send'];

    /** Sends a text with the headers of a cached page, or tells the client that it has it already. */
    const sendText = (text: string, served: Served): FastifyReply => {
      const added = pageHeaders(text, reply.getHeaders(), served, this.options);
      reply.headers(added);
      if (!matchesTag(ifNoneMatch, added.etag)) {
        return send(text);
      }
      reply.code(304);
      reply.removeHeader('content-type');
      return send();
    };

    if (turn.kind === 'hit') {
      // Nest sends what the interceptors around this one make of the value; the page takes its place.
      reply.send = () => {
        reply.headers(turn.page.headers);
        return sendText(turn.page.body, { state: 'hit', personal, before });
      };
      return of(null);
    }
    reply.send = (payload?: unknown) => {
      const text = reply.statusCode === 200 ? textOf(reply, payload) : undefined;
      if (text === undefined) {
        return send(payload);
      }
      if (turn.kind === 'lead') {
        turn.finish(pageOf(text, reply.getHeaders(), before, vary));
      }
      return sendText(text, { state: 'miss', personal, before });
    };
    // Whatever the answer was, and also when the client went away, nobody may wait for it any longer.
    if (turn.kind === 'lead') {
      reply.raw.once('close', () => turn.finish());
    }
    return next.handle();
  }
}

/** What Fastify would send for the payload; undefined for streams, files and nothing. */
function textOf(reply: FastifyReply, payload: unknown): string | undefined {
  if (typeof payload === 'string') {
    return payload;
  }
  if (typeof payload !== 'object' || payload === null || Buffer.isBuffer(payload)) {
    return undefined;
  }
  if (['pipe', 'getReader', 'arrayBuffer'].some((name) => name in payload)) {
    return undefined;
  }
  if (!reply.hasHeader('content-type')) {
    reply.header('content-type', 'application/json; charset=utf-8');
  }
  const text: unknown = reply.serialize(payload);
  return typeof text === 'string' ? text : undefined;
}
