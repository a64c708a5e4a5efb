import { createHash, timingSafeEqual } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { IServerAdapter } from '@bull-board/api/typings/app';
import { settings } from '../../settings/index.js';
import { projectName } from '../../settings/project.js';
import { notFound, Problem } from '../errors/problem.js';
import { bullQueue } from './driver.js';

/** Where the dashboard is. */
export const boardPath = '/admin/queues';

/** Its scripts and styles are served along with it. It would load fonts from elsewhere, but works without them. */
export const boardHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

/** Whether there is a dashboard: only where somebody set a password for it. */
export const hasBoard = (): boolean => settings.queue.boardPassword !== undefined;

/** Puts the queue on the dashboard that the adapter serves. */
export function fillBoard(serverAdapter: IServerAdapter): void {
  createBullBoard({
    queues: [new BullMQAdapter(bullQueue())],
    serverAdapter,
    options: { uiConfig: { boardTitle: projectName } },
  });
}

/**
 * Throws unless a request has the password, whatever its user name. Who is signed in is no use to another site: a
 * request that changes something must come from the dashboard itself.
 */
export function requireAdmin(method: string, header: (name: string) => string | undefined): void {
  const { boardPassword } = settings.queue;
  if (boardPassword === undefined) throw notFound();
  if (!isSame(passwordOf(header('authorization')), boardPassword)) {
    throw new Problem({
      status: 401,
      detail: 'The dashboard needs a password.',
      headers: { 'www-authenticate': 'Basic realm="jobs", charset="UTF-8"' },
    });
  }
  const from = header('sec-fetch-site') ?? 'same-origin';
  if (method !== 'GET' && from !== 'same-origin') {
    throw new Problem({ status: 403, detail: 'Only the dashboard itself can change jobs.' });
  }
}

/** The password of an `Authorization: Basic` header; nothing when it is another one. */
function passwordOf(authorization = ''): string {
  const [scheme, credentials = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'basic') return '';
  const decoded = Buffer.from(credentials, 'base64').toString();
  return decoded.slice(decoded.indexOf(':') + 1);
}

/** Takes the same time wherever two texts differ. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
