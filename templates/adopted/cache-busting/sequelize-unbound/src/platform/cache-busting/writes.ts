import type { Sequelize } from 'sequelize';
import { addWriteHooks } from './hooks.js';

/** Busts what is cached when a model of the instance was written. */
export function bindWrites(sequelize: Sequelize): void {
  addWriteHooks(sequelize);
}
