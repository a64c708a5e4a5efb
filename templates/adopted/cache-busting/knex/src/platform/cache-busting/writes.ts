import { instance as knex } from 'host:orm';
import { listenTo } from './statements.js';

let isBound = false;

/** Busts what is cached when a statement has written. */
export function bindWrites(): void {
  if (!isBound) {
    listenTo(knex);
  }
  isBound = true;
}
