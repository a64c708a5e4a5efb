import { UseInterceptors } from '@nestjs/common';
import type { PageOptions } from './page.js';
import { RouteCache } from './route-cache.js';

/**
 * Keeps a handler's answers to GET with status 200: `@Get() @Cached({ ttlSeconds: 60, tags: ['products'] })`. What is
 * kept is what the client gets, after all interceptors and the serialisation; guards decide before it.
 */
export const Cached = (options: PageOptions = {}): MethodDecorator & ClassDecorator =>
  UseInterceptors(new RouteCache(options));
