import { instance as prisma } from 'host:orm';
import { bust } from './index.js';

const write = /^(?:create|update|upsert|delete)/;

let isBound = false;

/**
 * Busts what is cached of a model after every write of the client. Inside of `$transaction` that is before the commit,
 * so call `bust()` once more after it.
 */
export function bindWrites(): void {
  if (isBound) {
    return;
  }
  isBound = true;
  prisma.$use(async (params, next) => {
    const result: unknown = await next(params);
    if (params.model !== undefined && write.test(params.action)) {
      await bust(params.model);
    }
    return result;
  });
}
