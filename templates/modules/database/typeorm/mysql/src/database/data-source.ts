import { DataSource, type MigrationInterface } from 'typeorm';
//{{#if on.cacheBusting}}
import { BustingSubscriber } from '../platform/cache-busting/busting-subscriber.js';
//{{/if}}
import type { Client, Connections } from './connections.js';
import { entities } from './entities.js';

/** A data source over connections that are opened elsewhere: raw SQL shares them with TypeORM. */
export function createDataSource(
  connections: Connections,
  migrations: (new () => MigrationInterface)[] = [],
): DataSource {
  return new DataSource({
    type: connections.type,
    driver: { createPool: () => poolOver(connections) },
    entities,
    migrations,
    //{{#if on.cacheBusting}}
    subscribers: [BustingSubscriber],
    //{{/if}}
  });
}

/** What TypeORM calls on the pool that it believes to make. */
function poolOver({ acquire, end }: Connections) {
  return {
    getConnection(connected: (error: unknown, client?: Client) => void): void {
      acquire().then((client) => connected(null, client), connected);
    },
    end(ended: (error?: unknown) => void): void {
      end().then(() => ended(), ended);
    },
  };
}
