import type { EntityManager } from '@mikro-orm/core';
import { createWriteSubscriber } from './subscriber.js';

/** Busts what is cached when a unit of work of the entity manager, or of a fork of it, has written. */
export function bindWrites(em: EntityManager): void {
  em.getEventManager().registerSubscriber(createWriteSubscriber());
}
