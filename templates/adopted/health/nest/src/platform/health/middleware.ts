import type { IncomingMessage, ServerResponse } from 'node:http';
import { readiness, statusOf } from './readiness.js';

/** Whether the process lives, and whether it may be sent requests: outside of the global prefix and of guards. */
export function healthRoutes(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const path = request.url === undefined ? '' : request.url.split('?', 1).join('');
  if (isRead && path === '/health/live') {
    send(response, 200, { status: 'alive' });
  } else if (isRead && path === '/health/ready') {
    readiness().then((result) => send(response, statusOf(result), result), next);
  } else {
    next();
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
