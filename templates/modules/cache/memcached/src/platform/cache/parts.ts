import { randomUUID } from 'node:crypto';

/** A Memcached server takes 1 MB under a key, key and all, unless it was started with `-I`. Larger values are kept in parts. */
const partBytes = 500_000;

// No text of the cache begins with it.
const mark = '#';

export interface Parts {
  /** What stands under the key itself: the value, or where its parts are. */
  readonly head: Buffer;
  /** The parts by the endings of their keys. */
  readonly parts: ReadonlyMap<string, Buffer>;
}

/** Takes a text apart. The parts have a name of their own, so that those of two writers never mix. */
export function takeApart(text: string): Parts {
  const bytes = Buffer.from(text);
  if (bytes.length <= partBytes) return { head: bytes, parts: new Map() };
  const id = randomUUID();
  const parts = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length; at += partBytes) {
    parts.set(partName(id, parts.size), bytes.subarray(at, at + partBytes));
  }
  return { head: Buffer.from(`${mark}${id} ${parts.size}`), parts };
}

/** The endings of the keys of the parts, or undefined when the head is all there is. */
export function partNames(head: Buffer): string[] | undefined {
  const text = head.length < 100 ? head.toString() : '';
  if (!text.startsWith(mark)) return undefined;
  const [id = '', count] = text.slice(mark.length).split(' ');
  return Array.from({ length: Number(count) }, (_value, index) => partName(id, index));
}

const partName = (id: string, index: number): string => `${id}:${index}`;
