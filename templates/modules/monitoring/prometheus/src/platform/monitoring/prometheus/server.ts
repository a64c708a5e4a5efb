import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registry } from './instruments.js';

/** Serves `GET /metrics`, and nothing else, on a port of its own. */
export class MetricsServer {
  readonly #server: Server = createServer((request, response) => {
    void answer(request, response);
  });

  /** Resolves with the port, which differs from the given one when that is 0. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    // A scraper keeps its connection open; that alone must not keep the process alive.
    this.#server.unref();
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.split('?')[0] !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const body = await registry.metrics();
  response.writeHead(200, { 'Content-Type': registry.contentType });
  response.end(request.method === 'HEAD' ? undefined : body);
}
