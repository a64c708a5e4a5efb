import type { EventSubscriber, FlushEventArgs, TransactionEventArgs } from '@mikro-orm/core';
import { bust } from './index.js';
import { createPending } from './pending.js';

/** Hears of what the unit of work writes, and busts after the commit. */
export function createWriteSubscriber(): EventSubscriber {
  const pending = createPending();
  return {
    onFlush({ em, uow }: FlushEventArgs) {
      for (const { collection } of uow.getChangeSets()) {
        pending.add(em, collection);
      }
      return Promise.resolve();
    },
    async afterFlush({ em, uow }: FlushEventArgs) {
      // Hooks may have added to what is written after it was worked out.
      if (em.isInTransaction()) {
        for (const { collection } of uow.getChangeSets()) {
          pending.add(em, collection);
        }
        return;
      }
      await pending.committed(em);
      await bust(...uow.getChangeSets().map(({ collection }) => collection));
    },
    async afterTransactionCommit({ em }: TransactionEventArgs) {
      await pending.committed(em);
    },
    afterTransactionRollback({ em }: TransactionEventArgs) {
      pending.rolledBack(em);
      return Promise.resolve();
    },
  };
}
