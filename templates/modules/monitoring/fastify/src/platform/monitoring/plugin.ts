import fp from 'fastify-plugin';
import { routeTemplate } from '../http/route.js';
import { vendor } from './vendor.js';

/** Measures every answered request under the template of its route. */
export const monitoring = fp(
  async (app) => {
    app.addHook('onResponse', (request, reply, done) => {
      vendor.request(
        request.method,
        routeTemplate(request),
        reply.statusCode,
        reply.elapsedTime / 1000,
      );
      done();
    });
  },
  { name: 'monitoring' },
);
