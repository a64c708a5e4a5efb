type Listener = (...names: string[]) => Promise<void>;

let listener: Listener | undefined;

/** Has somebody told of writes from now on. */
export function onWrite(next: Listener): void {
  listener = next;
}

/**
 * Tells that tables or models were written. Whatever makes the project's client imports this file, so it imports
 * nothing of the project: the cache is behind `onWrite`, from the start of the platform on.
 */
export async function written(...names: string[]): Promise<void> {
  if (listener !== undefined && names.length > 0) {
    await listener(...names);
  }
}
