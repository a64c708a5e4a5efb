import fp from 'fastify-plugin';
import { responseHeaders } from './headers.js';
import { throttle } from './throttle.js';

/** Security headers on every answer, CORS for the origins of the settings. */
export const httpHeaders = fp(async function httpHeaders(app) {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    reply.headers(responseHeaders.of(origin));
    if (request.method !== 'OPTIONS' || origin === undefined) return done();

    const wanted = request.headers['access-control-request-headers'];
    const preflight = responseHeaders.preflight(origin, wanted);
    if (preflight === undefined || !request.headers['access-control-request-method']) return done();
    reply.code(204).headers(preflight).send();
  });
});

/** Answers 429 to clients that call too often. */
export const throttling = fp(async function throttling(app) {
  app.addHook('onRequest', (request, _reply, done) => {
    //{{#if on.health}}
    if (request.url.startsWith('/health/')) return done();
    //{{/if}}
    //{{#if on.redis}}
    const counted = throttle(request.ip);
    if (counted === undefined) done();
    else counted.then(() => done(), done);
    //{{else}}
    throttle(request.ip);
    done();
    //{{/if}}
  });
});
