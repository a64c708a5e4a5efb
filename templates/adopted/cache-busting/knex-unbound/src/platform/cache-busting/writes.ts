import type { Knex } from 'knex';
import { listenTo } from './statements.js';

/** Busts what is cached when a statement of the instance has written. */
export function bindWrites(knex: Knex): void {
  listenTo(knex);
}
