import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

interface Item {
  readonly value: Buffer;
  readonly endsAt: number;
}

interface Request {
  readonly opcode: number;
  readonly opaque: number;
  readonly extras: Buffer;
  readonly key: string;
  readonly value: Buffer;
}

interface Answer {
  readonly status: number;
  readonly extras?: Buffer;
  readonly value?: Buffer;
}

const headerBytes = 24;
const itemLimit = 1024 * 1024;
const opcodes = { get: 0, set: 1, add: 2, delete: 4, increment: 5, decrement: 6, stat: 16 };
const statuses = { ok: 0, notFound: 1, exists: 2, tooLarge: 3, notANumber: 6, unknown: 129 };
const flags = Buffer.alloc(4);

/** The commands of Memcached's binary protocol that the cache sends, for machines without Memcached. */
export async function startFakeMemcached(port = 0) {
  const items = new Map<string, Item>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      for (let size = sizeOf(received); size <= received.length; size = sizeOf(received)) {
        const request = parse(received.subarray(0, size));
        received = received.subarray(size);
        socket.write(format(request, answer(items, request)));
      }
    });
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  const { port: listening } = server.address() as AddressInfo;
  return {
    port: listening,
    url: new URL(`memcached://127.0.0.1:${listening}`),
    async stop(): Promise<void> {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const sizeOf = (received: Buffer): number =>
  received.length < headerBytes ? Infinity : headerBytes + received.readUInt32BE(8);

function parse(bytes: Buffer): Request {
  const keyAt = headerBytes + bytes.readUInt8(4);
  const valueAt = keyAt + bytes.readUInt16BE(2);
  return {
    opcode: bytes.readUInt8(1),
    opaque: bytes.readUInt32BE(12),
    extras: bytes.subarray(headerBytes, keyAt),
    key: bytes.subarray(keyAt, valueAt).toString(),
    value: bytes.subarray(valueAt),
  };
}

function format({ opcode, opaque }: Request, answer: Answer): Buffer {
  const { status, extras = Buffer.alloc(0), value = Buffer.alloc(0) } = answer;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(0x81, 0);
  header.writeUInt8(opcode, 1);
  header.writeUInt8(extras.length, 4);
  header.writeUInt16BE(status, 6);
  header.writeUInt32BE(extras.length + value.length, 8);
  header.writeUInt32BE(opaque, 12);
  return Buffer.concat([header, extras, value]);
}

function answer(items: Map<string, Item>, { opcode, extras, key, value }: Request): Answer {
  const kept = items.get(key);
  const item = kept !== undefined && kept.endsAt > Date.now() ? kept : undefined;
  switch (opcode) {
    case opcodes.get:
      if (item === undefined) return { status: statuses.notFound };
      return { status: statuses.ok, extras: flags, value: item.value };
    case opcodes.set:
    case opcodes.add:
      if (value.length > itemLimit) return { status: statuses.tooLarge };
      if (opcode === opcodes.add && item !== undefined) return { status: statuses.exists };
      items.set(key, { value, endsAt: endOf(extras.readUInt32BE(4)) });
      return { status: statuses.ok };
    case opcodes.delete:
      return { status: items.delete(key) ? statuses.ok : statuses.notFound };
    case opcodes.increment:
    case opcodes.decrement: {
      const by = extras.readUInt32BE(4) * (opcode === opcodes.increment ? 1 : -1);
      const count = item === undefined ? undefined : Number(item.value);
      if (Number.isNaN(count)) return { status: statuses.notANumber };
      const sum = count === undefined ? extras.readUInt32BE(12) : Math.max(0, count + by);
      const endsAt = item?.endsAt ?? endOf(extras.readUInt32BE(16));
      items.set(key, { value: Buffer.from(String(sum)), endsAt });
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(sum, 4);
      return { status: statuses.ok, value: bytes };
    }
    case opcodes.stat:
      return { status: statuses.ok };
    default:
      return { status: statuses.unknown };
  }
}

/** A number of seconds, or beyond thirty days a point in time. */
function endOf(expires: number): number {
  return expires > 30 * 24 * 3600 ? expires * 1000 : Date.now() + expires * 1000;
}
