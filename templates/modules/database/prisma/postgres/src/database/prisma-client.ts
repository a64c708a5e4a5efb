import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
//{{#if on.cacheBusting}}
import { bustingExtension } from '../platform/cache-busting/prisma-extension.js';
//{{/if}}
import { PrismaClient } from './generated/client.js';

/** The longest time that a timer of Node takes. */
const unlimitedMs = 2_147_483_647;

/** Prisma over a pool of connections. */
export function createPrisma(pool: pg.Pool) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // The other formats quote the source code of the call, with values in it.
    errorFormat: 'minimal',
    // Each statement has its own limit, and so has waiting for a connection.
    transactionOptions: { timeout: unlimitedMs, maxWait: unlimitedMs },
  });
  //{{#if on.cacheBusting}}
  return prisma.$extends(bustingExtension);
  //{{else}}
  return prisma;
  //{{/if}}
}
