import { instance as orm } from 'host:orm';
import { createWriteSubscriber } from './subscriber.js';

let isBound = false;

/** Busts what is cached when a unit of work has written. */
export function bindWrites(): void {
  if (!isBound) {
    orm.em.getEventManager().registerSubscriber(createWriteSubscriber());
  }
  isBound = true;
}
