import fp from 'fastify-plugin';
import { refusal, throttle } from './throttle.js';

/** Answers 429 to clients that call too often. */
export const throttling = fp(
  async (app) => {
    app.addHook('onRequest', (request, _reply, done) => {
      //{{#if on.health}}
      if (request.url.startsWith('/health/')) return done();
      //{{/if}}
      const verdict = throttle(request.ip);
      if (verdict instanceof Promise) verdict.then((late) => done(refusal(late)), done);
      else done(verdict && refusal(verdict));
    });
  },
  { name: 'throttling' },
);
