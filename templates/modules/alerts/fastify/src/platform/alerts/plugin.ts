import fp from 'fastify-plugin';
import { reportBrokenLink } from './index.js';

/** Notices links that lead nowhere. */
export const brokenLinks = fp(
  async (app) => {
    app.addHook('onResponse', (request, reply, done) => {
      const { referer } = request.headers;
      if (reply.statusCode === 404 && referer !== undefined) {
        reportBrokenLink({
          url: request.originalUrl,
          host: request.host,
          referer,
          userAgent: request.headers['user-agent'],
          ip: request.ip,
        });
      }
      done();
    });
  },
  { name: 'broken-links' },
);
