import type { NextFunction, Request, Response } from 'express';
import { reportBrokenLink } from './index.js';

/** Notices links that lead nowhere. */
export function brokenLinks(request: Request, response: Response, next: NextFunction): void {
  const { referer } = request.headers;
  if (referer !== undefined) {
    response.once('finish', () => {
      if (response.statusCode !== 404) return;
      reportBrokenLink({
        url: request.originalUrl,
        host: request.host,
        referer,
        userAgent: request.headers['user-agent'],
        ip: request.ip,
      });
    });
  }
  next();
}
