import { instance as dataSource } from 'host:orm';
import { createWriteSubscriber } from './subscriber.js';

/** The data source makes its list of subscribers when it is initialised, and tells nobody that it is. */
const lookAgainMs = 50;

let timer: ReturnType<typeof setTimeout> | undefined;
let isBound = false;

/** Busts what is cached when the data source has written, from the moment that it is initialised. */
export function bindWrites(): void {
  if (isBound) {
    return;
  }
  if (dataSource.isInitialized) {
    dataSource.subscribers.push(createWriteSubscriber());
    isBound = true;
    return;
  }
  timer = setTimeout(bindWrites, lookAgainMs);
  timer.unref();
}

/** Stops waiting for a data source that was never initialised. */
export function unbindWrites(): void {
  if (timer !== undefined) {
    clearTimeout(timer);
  }
}
