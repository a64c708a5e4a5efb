/**
 * Requests per second of created backends with every module on, and their time per request, against the bare
 * framework with the same route in the same run: rounds in turn, medians.
 * Usage: npm run bench:http [-- --node-modules FOLDER --framework fastify --rounds 5 --seconds 3]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  buildBackend,
  type Framework,
  frameworks,
  simplest,
  startBackend,
  startBare,
} from './http/backend.js';
import { type Load, load } from './http/load.js';
import type { RunningServer } from './http/server.js';
import { median } from './measure.js';

interface Case {
  readonly name: string;
  readonly server: RunningServer;
  readonly path: string | (() => string);
  /** The least share of the bare framework's requests per second. */
  readonly limit?: number;
}

const { values } = parseArgs({
  options: {
    'node-modules': { type: 'string' },
    database: { type: 'string', default: 'postgres://postgres@127.0.0.1:5432' },
    framework: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
  },
});
const nodeModules = values['node-modules'] && resolve(values['node-modules']);
const rounds = Number(values.rounds);
const options = { connections: 32, seconds: Number(values.seconds) };

/** A price above all others, another one each time: no two requests have the same answer in the cache. */
function uncached(): string {
  prices += 1;
  return `/products?price__lte=${prices}`;
}
let prices = 1_000_000;

async function measure(cases: readonly Case[]): Promise<ReadonlyMap<Case, readonly Load[]>> {
  const samples = new Map<Case, Load[]>(cases.map((item) => [item, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [item, loads] of samples) {
      const sample = await load(item.server, item.path, options);
      // The first round only warms up.
      if (round > 0) loads.push(sample);
    }
  }
  return samples;
}

function print(framework: Framework, samples: ReadonlyMap<Case, readonly Load[]>): void {
  const heads = ['requests/s', 'share of bare', 'range', 'µs CPU a request', 'share of bare', 'limit'];
  console.log(`\n| ${framework} | ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length + 1)}`);
  const [bare = []] = samples.values();
  for (const [{ name, limit }, loads] of samples) {
    const perSecond = median(loads.map((sample) => sample.perSecond));
    const cpu = median(loads.map((sample) => sample.cpuMicroseconds));
    // Neighbours in time share the machine's mood, so shares are taken round by round.
    const shares = loads.map((sample, round) => sample.perSecond / (bare[round]?.perSecond ?? Number.NaN));
    const cpuShares = loads.map(
      (sample, round) => (bare[round]?.cpuMicroseconds ?? Number.NaN) / sample.cpuMicroseconds,
    );
    const cells = [
      perSecond.toFixed(0),
      median(shares).toFixed(2),
      `${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)}`,
      cpu.toFixed(1),
      median(cpuShares).toFixed(2),
      limit === undefined ? '' : `${limit} ${median(shares) >= limit ? 'met' : 'missed'}`,
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

async function bench(root: string, framework: Framework, databaseUrl: string): Promise<void> {
  const folder = buildBackend(root, framework, nodeModules);
  const bare = await startBare(root, framework);
  try {
    const server = await startBackend(folder, databaseUrl);
    try {
      const cases: readonly Case[] = [
        { name: `bare, \`GET ${simplest}\``, server: bare, path: simplest },
        { name: `created, \`GET ${simplest}\``, server, path: simplest, limit: 0.6 },
        { name: 'created, `GET /health/live`', server, path: '/health/live' },
        { name: 'created, `GET /products`, cached', server, path: '/products' },
        { name: 'created, `GET /products`, not cached', server, path: uncached },
      ];
      print(framework, await measure(cases));
    } finally {
      await server.stop();
    }
  } finally {
    await bare.stop();
  }
}

const wanted = frameworks.filter((name) => values.framework === undefined || values.framework === name);
if (wanted.length === 0) throw new Error(`--framework ${values.framework}: one of ${frameworks.join(', ')}.`);
const root = mkdtempSync(join(tmpdir(), 'bench-http-'));
const admin = new pg.Client({ connectionString: `${values.database}/postgres` });
await admin.connect();
const cores = `${cpus().length} x ${cpus()[0]?.model.trim()}`;
const day = new Date().toISOString().slice(0, 10);
console.log(`Node ${process.version}, ${cores}, ${day}, load average ${loadavg()[0]?.toFixed(1)}.`);
console.log(`${options.connections} connections, medians of ${rounds} rounds of ${options.seconds} s each.`);
try {
  for (const framework of wanted) {
    const database = `bench_http_${framework.replace('-', '_')}_${process.pid}`;
    await admin.query(`CREATE DATABASE ${database}`);
    try {
      await bench(root, framework, `${values.database}/${database}`);
    } finally {
      await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
    }
  }
} finally {
  await admin.end();
  rmSync(root, { recursive: true, force: true });
}
