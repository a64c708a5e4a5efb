//{{#if (or app.express app.nest)}}
import inject from 'light-my-request';
//{{/if}}
import { type AddRoutes, createApp } from '../src/app.js';
import type { App } from '../src/platform/http/app.js';
import { startPlatform, stopPlatform } from '../src/platform/index.js';
//{{#if on.database}}
import { connectTestDatabase } from './database.js';
//{{/if}}

export interface TestRequest {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: object | string;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  json<T = unknown>(): T;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';

/** Speaks to the app inside this process, with no socket in between. */
export class TestClient {
  readonly app: App;
  readonly #disconnect: () => Promise<void>;

  constructor(app: App, disconnect: () => Promise<void>) {
    this.app = app;
    this.#disconnect = disconnect;
  }

  get(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.request('GET', path, request);
  }

  post(path: string, body?: object | string, request?: TestRequest): Promise<TestResponse> {
    return this.request('POST', path, withBody(body, request));
  }

  put(path: string, body?: object | string, request?: TestRequest): Promise<TestResponse> {
    return this.request('PUT', path, withBody(body, request));
  }

  patch(path: string, body?: object | string, request?: TestRequest): Promise<TestResponse> {
    return this.request('PATCH', path, withBody(body, request));
  }

  delete(path: string, request?: TestRequest): Promise<TestResponse> {
    return this.request('DELETE', path, request);
  }

  /** Any request; a header given here beats one that the client would set itself. */
  async request(method: Method, path: string, request: TestRequest = {}): Promise<TestResponse> {
    const { query = {}, headers = {}, body } = request;
    const url = new URL(path, 'http://localhost');
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    //{{#if app.hono}}
    const response = await this.app.request(url.href, initOf(method, headers, body), {});
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: () => JSON.parse(text),
    };
    //{{else}}
    //{{#if (or app.fastify app.nestFastify)}}
    const response = await this.app.inject({
    //{{/if}}
    //{{#if app.nest}}
    const response = await inject(this.app.getHttpAdapter().getInstance(), {
    //{{/if}}
    //{{#if app.express}}
    const response = await inject(this.app, {
    //{{/if}}
      method,
      url: `${url.pathname}${url.search}`,
      headers: { host: 'localhost', ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const text = response.payload;
    return {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]),
      ),
      text,
      json: () => JSON.parse(text),
    };
    //{{/if}}
  }

  /** Ends the app and what it is connected to. */
  async close(): Promise<void> {
    //{{#if (or app.fastify app.nest app.nestFastify)}}
    await this.app.close();
    //{{/if}}
    await this.#disconnect();
  }
}

/** Starts the whole backend in this process. Close the client when the tests of the file are done. */
export async function createTestClient(addRoutes?: AddRoutes): Promise<TestClient> {
  //{{#if on.database}}
  await connectTestDatabase();
  //{{/if}}
  await startPlatform();
  return new TestClient(await createApp(addRoutes), stopPlatform);
}

/** The app alone, with nothing connected: for what needs no database. `addRoutes` gives it routes to try. */
export async function createAppClient(addRoutes?: AddRoutes): Promise<TestClient> {
  return new TestClient(await createApp(addRoutes), async () => {});
}

//{{#if app.hono}}
function initOf(
  method: Method,
  given: Readonly<Record<string, string>>,
  body: object | string | undefined,
): RequestInit {
  const headers = { host: 'localhost', ...given };
  if (typeof body !== 'object') return { method, headers, body: body ?? null };
  const json = { 'content-type': 'application/json', ...headers };
  return { method, headers: json, body: JSON.stringify(body) };
}

//{{/if}}
function withBody(body: object | string | undefined, request: TestRequest = {}): TestRequest {
  return body === undefined ? request : { ...request, body };
}
