import { bust } from './index.js';

/** What was written in transactions that are still open, by whatever stands for the transaction. */
export interface Pending {
  /** Notes a write; it is busted with the commit. */
  add(transaction: object, name: string): void;
  committed(transaction: object): Promise<void>;
  rolledBack(transaction: object): void;
}

/** Keeps what has to wait for a commit. */
export function createPending(): Pending {
  const written = new WeakMap<object, Set<string>>();
  return {
    add(transaction, name) {
      const names = written.get(transaction) ?? new Set<string>();
      written.set(transaction, names.add(name));
    },
    async committed(transaction) {
      const names = written.get(transaction);
      written.delete(transaction);
      if (names !== undefined) {
        await bust(...Array.from(names));
      }
    },
    rolledBack(transaction) {
      written.delete(transaction);
    },
  };
}
