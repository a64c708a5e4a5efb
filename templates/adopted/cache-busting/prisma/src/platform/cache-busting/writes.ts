import { bust } from './index.js';

interface Operation<Args, Result> {
  readonly model: string;
  readonly operation: string;
  readonly args: Args;
  readonly query: (args: Args) => Promise<Result>;
}

const write = /^(?:create|update|upsert|delete)/;

/**
 * Busts what is cached of a model after every write: `new PrismaClient().$extends(bustOnWrite)`. Inside of
 * `$transaction` that is before the commit, so call `bust()` once more after it.
 */
export const bustOnWrite = {
  name: 'bust-on-write',
  query: {
    $allModels: {
      async $allOperations<Args, Result>({
        model,
        operation,
        args,
        query,
      }: Operation<Args, Result>): Promise<Result> {
        const result = await query(args);
        if (write.test(operation)) {
          await bust(model);
        }
        return result;
      },
    },
  },
};
