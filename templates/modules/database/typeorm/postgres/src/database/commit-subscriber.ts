import { type AfterQueryEvent, type EntitySubscriberInterface, EventSubscriber } from 'typeorm';

/**
 * Fails the commit of a transaction in which a statement failed and nobody minded: PostgreSQL rolls it back and says so
 * in its answer to COMMIT, at which TypeORM doesn't look.
 */
@EventSubscriber()
export class CommitSubscriber implements EntitySubscriberInterface {
  afterQuery({ query, rawResults }: AfterQueryEvent): void {
    if (query === 'COMMIT' && rawResults?.command === 'ROLLBACK') {
      throw new Error(
        'The transaction was rolled back: a statement failed, and its error was caught.',
      );
    }
  }
}
