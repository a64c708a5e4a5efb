import type pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
//{{#if on.cacheBusting}}
import { BustingSubscriber } from '../platform/cache-busting/busting-subscriber.js';
//{{/if}}
import { CommitSubscriber } from './commit-subscriber.js';
import { entities } from './entities.js';
import { logged } from './logged.js';

/** Where a data source gets its connections. */
export type Connections = ReturnType<typeof connectionsOf>;

/** The connections of a pool, which tell the query log what they run. */
export function connectionsOf(pool: pg.Pool) {
  return {
    /** A connection, and the function that gives it back. */
    acquire: async () => {
      const client = await pool.connect();
      return [logged(client), (error?: Error): void => client.release(error)] as const;
    },
    end: () => pool.end(),
  };
}

/** A data source over connections that are opened elsewhere. TypeORM opens none to an embedded database. */
export function createDataSource(
  connections: Connections,
  migrations: (new () => MigrationInterface)[] = [],
): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: { Pool: poolOver(connections) },
    entities,
    migrations,
    //{{#if on.cacheBusting}}
    subscribers: [CommitSubscriber, BustingSubscriber],
    //{{else}}
    subscribers: [CommitSubscriber],
    //{{/if}}
  });
}

type Connected = (
  error: unknown,
  client?: pg.PoolClient,
  release?: (error?: Error) => void,
) => void;

/** TypeORM makes a pool of its own, of a class that may be given to it; what it calls on the pool is all there is here. */
function poolOver(connections: Connections) {
  return class Pool {
    connect(connected: Connected): void {
      connections
        .acquire()
        .then(([client, release]) => connected(null, client, release), connected);
    }

    end(ended: (error?: unknown) => void): void {
      connections.end().then(() => ended(), ended);
    }

    /** Whoever opens the connections listens for those that are lost. */
    on(): void {}
  };
}
