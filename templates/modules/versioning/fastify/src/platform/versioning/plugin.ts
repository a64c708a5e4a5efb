import fp from 'fastify-plugin';
import { settings } from '../../settings/index.js';
import { absoluteUrl } from '../http/route.js';
import { checkClientVersion } from './client-version.js';
import { retirementHeaders } from './retirement.js';
import { determineVersion } from './versions.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The API version that the request is answered in. */
    version: string;
  }
}

/** Finds every request's version, refuses unknown ones and clients that are too old, and announces what ends. */
export const versioning = fp(
  async (app) => {
    app.decorateRequest('version', settings.versioning.defaultVersion);

    app.addHook('onRequest', (request, reply, done) => {
      //{{#if versioning.acceptHeader}}
      const vary = reply.getHeader('vary');
      reply.header('vary', vary === undefined ? 'Accept' : `${vary}, Accept`);
      //{{/if}}
      const version = determineVersion(request);
      request.version = version;
      request.requestContext.version = version;
      checkClientVersion(request.headers['x-client-version']);
      const ending = retirementHeaders(version, () => absoluteUrl(request));
      if (ending !== undefined) reply.headers(ending);
      done();
    });
  },
  { name: 'versioning', dependencies: ['request-logging'] },
);
