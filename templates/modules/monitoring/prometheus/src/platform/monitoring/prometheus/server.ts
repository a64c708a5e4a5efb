import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { registry } from './instruments.js';

/** Serves `GET /metrics`, and nothing else, on a port of its own. Rejects when the port is not free. */
export async function serveMetrics(host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  // A scraper keeps its connection open; that alone must not keep the process alive.
  return server.unref();
}

/** Closes the server, and the connections that scrapers keep open. */
export async function closeMetrics(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
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
