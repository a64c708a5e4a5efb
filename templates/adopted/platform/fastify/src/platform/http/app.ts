import type { FastifyReply, FastifyRequest } from 'fastify';

type Done = (error?: Error) => void;

interface AppLog {
  readonly level?: string;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the platform uses of a Fastify instance: any one fits, whatever its logger and its type provider are. */
export interface App {
  readonly log: AppLog;
  addHook(
    name: 'onRequest' | 'preValidation',
    hook: (request: FastifyRequest, reply: FastifyReply, done: Done) => void,
  ): unknown;
  addHook(
    name: 'onError',
    hook: (request: FastifyRequest, reply: FastifyReply, error: Error, done: Done) => void,
  ): unknown;
  addHook(name: 'onClose', hook: () => Promise<void>): unknown;
  get(
    path: string,
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): unknown;
  close(): PromiseLike<unknown>;
  routing(request: FastifyRequest['raw'], response: FastifyReply['raw']): void;
}
