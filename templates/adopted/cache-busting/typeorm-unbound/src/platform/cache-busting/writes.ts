import type { EntitySubscriberInterface } from 'typeorm';
import { createWriteSubscriber } from './subscriber.js';

/** Busts what is cached when the data source has written. Call it after `initialize()`. */
export function bindWrites(dataSource: {
  readonly subscribers: EntitySubscriberInterface[];
}): void {
  dataSource.subscribers.push(createWriteSubscriber());
}
