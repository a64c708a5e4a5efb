import { seedProducts } from '../products/seed.js';
import { transaction } from './transaction.js';

/** What fills a fresh database, in order. Each must be safe to run again. */
const seeds: readonly (() => Promise<void>)[] = [seedProducts];

/** Runs all seeds, or none when one fails. */
export function seedDatabase(): Promise<void> {
  return transaction(async () => {
    for (const seed of seeds) await seed();
  });
}
