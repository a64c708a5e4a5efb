import type { IncomingMessage } from 'node:http';
import type { OpenAPIHono } from '@hono/zod-openapi';

/** What the server gives along with a request; a test that calls the app itself gives nothing. */
export interface Bindings {
  readonly incoming?: Pick<IncomingMessage, 'socket'>;
}

export interface AppEnv {
  Bindings: Bindings;
}

/** The application, or a group of routes: what modules keep on the context is declared by each of them. */
export type App = OpenAPIHono<AppEnv>;
