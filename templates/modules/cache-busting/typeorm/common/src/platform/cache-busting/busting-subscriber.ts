import {
  type EntityMetadata,
  type EntitySubscriberInterface,
  EventSubscriber,
  type QueryRunner,
} from 'typeorm';
import { currentScope } from '../../database/client.js';
import { bust } from './index.js';

interface TransactionEnd {
  readonly queryRunner: QueryRunner;
}

interface Write extends TransactionEnd {
  readonly metadata: EntityMetadata;
}

/**
 * Busts what is cached of entities that are written. TypeORM tells a subscriber of everything that goes through its
 * entity managers, repositories and query builders, when the statement is done, and waits for what it does then.
 */
@EventSubscriber()
export class BustingSubscriber implements EntitySubscriberInterface {
  readonly #written = new WeakMap<QueryRunner, Set<string>>();

  afterInsert(write: Write): Promise<void> {
    return this.#noted(write);
  }

  afterUpdate(write: Write): Promise<void> {
    return this.#noted(write);
  }

  afterRemove(write: Write): Promise<void> {
    return this.#noted(write);
  }

  afterSoftRemove(write: Write): Promise<void> {
    return this.#noted(write);
  }

  afterRecover(write: Write): Promise<void> {
    return this.#noted(write);
  }

  async afterTransactionCommit({ queryRunner }: TransactionEnd): Promise<void> {
    if (!queryRunner.isTransactionActive) await this.#bust(queryRunner);
  }

  afterTransactionRollback({ queryRunner }: TransactionEnd): void {
    if (!queryRunner.isTransactionActive) this.#written.delete(queryRunner);
  }

  async #noted({ metadata, queryRunner }: Write): Promise<void> {
    const tables = this.#written.get(queryRunner) ?? new Set();
    this.#written.set(queryRunner, tables.add(metadata.tableName));
    // `save` and `remove` begin a transaction of their own where there is none, and tell of its writes before its commit.
    if (queryRunner.isTransactionActive && currentScope() === undefined) return;
    // An insert of many rows tells of each of them in the same turn.
    await Promise.resolve();
    await this.#bust(queryRunner);
  }

  async #bust(queryRunner: QueryRunner): Promise<void> {
    const tables = this.#written.get(queryRunner) ?? [];
    this.#written.delete(queryRunner);
    await bust(...tables);
  }
}
