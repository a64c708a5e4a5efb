import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { settings } from '../settings/index.js';
import type { Period } from './period.js';
import { findOrdersOf, findUsageOf } from './report-rows.js';
import type { OrderRow } from './repository.js';

const rowsPerQuery = 1_000;
const dayMs = 86_400_000;

/** Writes the orders of a period to a CSV file, however many there are. */
export async function writeOrderReport(period: Period, signal: AbortSignal): Promise<void> {
  const csv = stringify({
    header: true,
    columns: ['id', 'placedAt', 'customerEmail', 'status', 'total', 'currency'],
    cast: { date: (date) => date.toISOString() },
    // A customer's text must not become a formula in somebody's spreadsheet.
    escape_formulas: true,
  });
  await save(`orders-${period.from}-${period.to}.csv`, (target) =>
    pipeline(Readable.from(ordersOf(period)), csv, target, { signal }),
  );
}

/** Writes how much was ordered on a day to a file. Doing it again gives the same file. */
export async function writeUsage(day: string): Promise<void> {
  const to = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
  const usage = await findUsageOf({ from: day, to });
  const text = `${JSON.stringify({ day, usage }, null, 2)}\n`;
  await save(`usage-${day}.json`, (target) => pipeline(Readable.from([text]), target));
}

async function* ordersOf(period: Period): AsyncGenerator<OrderRow> {
  let last = 0;
  for (;;) {
    const rows = await findOrdersOf(period, { afterId: last, limit: rowsPerQuery });
    yield* rows;
    if (rows.length < rowsPerQuery) return;
    last = rows.at(-1)?.id ?? last;
  }
}

/** Writes a file so that nobody sees half of it. */
async function save(
  name: string,
  write: (target: NodeJS.WritableStream) => Promise<void>,
): Promise<void> {
  const { dir } = settings.reports;
  const path = join(dir, name);
  const unfinished = `${path}.${process.pid}`;
  await mkdir(dir, { recursive: true });
  try {
    await write(createWriteStream(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
