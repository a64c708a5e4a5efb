import type { EntitySubscriberInterface, QueryRunner } from 'typeorm';
import { bust } from './index.js';
import { createPending } from './pending.js';

interface Write {
  readonly metadata: { readonly tableName: string };
  readonly queryRunner: QueryRunner;
}

interface TransactionEnd {
  readonly queryRunner: QueryRunner;
}

/** Hears of the writes of repositories, entity managers and query builders, and busts after the commit. */
export function createWriteSubscriber(): EntitySubscriberInterface {
  const pending = createPending();
  const written = async ({ metadata, queryRunner }: Write): Promise<void> => {
    if (queryRunner.isTransactionActive) {
      pending.add(queryRunner, metadata.tableName);
    } else {
      await bust(metadata.tableName);
    }
  };
  return {
    afterInsert: written,
    afterUpdate: written,
    afterRemove: written,
    afterSoftRemove: written,
    afterRecover: written,
    async afterTransactionCommit({ queryRunner }: TransactionEnd) {
      // The end of a savepoint is told as well; the transaction around it can still be rolled back.
      if (!queryRunner.isTransactionActive) {
        await pending.committed(queryRunner);
      }
    },
    afterTransactionRollback({ queryRunner }: TransactionEnd) {
      if (!queryRunner.isTransactionActive) {
        pending.rolledBack(queryRunner);
      }
    },
  };
}
