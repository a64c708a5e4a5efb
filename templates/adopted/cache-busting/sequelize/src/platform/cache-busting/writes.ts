import { instance as sequelize } from 'host:orm';
import { addWriteHooks } from './hooks.js';

let isBound = false;

/** Busts what is cached when a model was written. */
export function bindWrites(): void {
  if (!isBound) {
    addWriteHooks(sequelize);
  }
  isBound = true;
}
