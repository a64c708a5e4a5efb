import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { logger } from '../logger.js';
import { registry } from './instruments.js';

/** Serves `GET /metrics`, and nothing else, on a port of its own. */
export async function serveMetrics(host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'The statistics could not be read');
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A scraper keeps its connection open; that alone must not keep the process alive.
  server.unref();
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url === undefined ? '' : request.url.split('?', 1).join('');
  if (path !== '/metrics') {
    response.writeHead(404).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const body = await registry.metrics();
  response.writeHead(200, { 'content-type': registry.contentType, connection: 'close' });
  response.end(request.method === 'HEAD' ? undefined : body);
}
