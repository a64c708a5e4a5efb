import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import semver from 'semver';
import { type CatalogueEntry, catalogue, type NodeLine, nodeLines } from '../src/packages/catalogue.js';

/**
 * Asks the registry about the catalogue: whether each version exists and runs on the Node lines that it is for, what is newer
 * for each line, and whether each line's versions install together. Exit code 1 when one of these doesn't hold; newer versions
 * are only told. With `--quiet`, only what is wrong or newer.
 */
const entries = Object.entries(catalogue as Record<string, CatalogueEntry>);

/** Where the support of each Node line begins. */
const lineRanges: Readonly<Record<NodeLine, string>> = {
  20: '>=20.19.0 <21',
  22: '>=22.12.0 <23',
  24: '>=24.0.0 <25',
};

interface Release {
  readonly version: string;
  /** The range of Node that it asks for; `*` when it doesn't say. */
  readonly node: string;
}

interface Row {
  readonly name: string;
  readonly version: string;
  readonly lines: string;
  readonly newer: string;
  /** Why the catalogue stays behind, when it does. */
  readonly why: string;
  readonly problems: readonly string[];
}

const versionFor = (entry: CatalogueEntry, line: NodeLine): string => entry.lines?.[line] ?? entry.version;

/** The stable releases of a package from a version on, the oldest first. npm's warnings on stderr mean nothing. */
async function releasesFrom(name: string, version: string): Promise<Release[]> {
  const { stdout, exitCode } = await npm(['view', `${name}@>=${version}`, 'version', 'engines', '--json']);
  if (exitCode !== 0 || stdout.trim() === '') return [];
  const parsed: unknown = JSON.parse(stdout);
  return (Array.isArray(parsed) ? parsed : [parsed])
    .flatMap(releaseOf)
    .sort((a, b) => semver.compare(a.version, b.version));
}

function releaseOf(found: unknown): Release[] {
  // npm answers with a plain string when a release has no engines.
  if (typeof found === 'string') return [{ version: found, node: '*' }];
  if (typeof found !== 'object' || found === null || !('version' in found)) return [];
  const engines = 'engines' in found && typeof found.engines === 'object' ? found.engines : null;
  const node = engines !== null && 'node' in engines ? String(engines.node) : '*';
  return [{ version: String(found.version), node }];
}

/** all: every Node of the line; some: later ones of it; none. */
function admits(node: string, line: NodeLine): 'all' | 'some' | 'none' {
  const range = semver.validRange(node) === null ? '*' : node;
  if (semver.subset(lineRanges[line], range)) return 'all';
  return semver.intersects(lineRanges[line], range) ? 'some' : 'none';
}

async function check([name, entry]: (typeof entries)[number]): Promise<Row> {
  const releases = await releasesFrom(name, entry.version);
  const problems: string[] = [];
  const lines: string[] = [];
  const newer: string[] = [];
  for (const line of nodeLines) {
    const version = versionFor(entry, line);
    const release = releases.find((each) => each.version === version);
    if (release === undefined) problems.push(`${name}@${version} does not exist`);
    else {
      const admitted = admits(release.node, line);
      lines.push({ all: `${line}`, some: `(${line})`, none: '--' }[admitted]);
      if (admitted === 'none') problems.push(`${name}@${version} is for Node ${release.node}, not ${line}`);
    }
    const newest = releases.findLast((each) => admits(each.node, line) !== 'none');
    if (newest !== undefined && newest.version !== version) newer.push(`${newest.version} (${line})`);
  }
  return {
    name,
    version: shown(entry),
    lines: lines.join(' '),
    newer: newer.join(' '),
    why: newer.length > 0 ? (entry.why ?? '') : '',
    problems: [...new Set(problems)],
  };
}

const shown = (entry: CatalogueEntry): string =>
  [...new Set(nodeLines.map((line) => versionFor(entry, line)))].join(' | ');

/** Resolves all versions of a line in one project. Null when they go together, or else what npm says against it. */
async function installTogether(line: NodeLine): Promise<string | null> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'catalogue-'));
  try {
    const dependencies = Object.fromEntries(entries.map(([name, entry]) => [name, versionFor(entry, line)]));
    fs.writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'all', private: true, dependencies }),
    );
    const { exitCode, stderr } = await npm(['install', '--package-lock-only', '--ignore-scripts'], folder);
    if (exitCode !== 0)
      return stderr
        .split('\n')
        .filter((text) => text.startsWith('npm error'))
        .slice(0, 12)
        .join('\n');
    for (const told of strangers(fs.readFileSync(join(folder, 'package-lock.json'), 'utf8'), line))
      console.log(told);
    return null;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Dependencies of dependencies whose engines don't admit a line at all: they mostly run, with a warning. */
function strangers(lockfile: string, line: NodeLine): string[] {
  const {
    packages,
  }: { packages: Record<string, { version?: string; engines?: { node?: string }; optional?: boolean }> } =
    JSON.parse(lockfile);
  return Object.entries(packages)
    .filter(([path, { optional }]) => path !== '' && optional !== true)
    .filter(([, { engines }]) => admits(engines?.node ?? '*', line) === 'none')
    .map(([path, { version, engines }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `  Node ${line}: ${name}@${version} is for ${engines?.node}`;
    });
}

/** The level is given, because `npm run --silent` hands its own on to the commands below it. */
const npm = (args: readonly string[], cwd = process.cwd()) =>
  execa('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd,
    reject: false,
    stdin: 'ignore',
    timeout: 300_000,
  });

/** npm processes are heavy: a few at a time. */
async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

function print(rows: readonly Row[]): void {
  const header = { name: 'package', version: 'catalogue', lines: 'Node', newer: 'newer', why: 'why not' };
  const columns = ['name', 'version', 'lines', 'newer', 'why'] as const;
  const widths = columns.map((column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  for (const row of [header, ...rows]) {
    console.log(
      columns
        .map((column, index) => row[column].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

const rows = await inParallel(entries, 3, check);
const quiet = process.argv.includes('--quiet');
print(quiet ? rows.filter(({ newer, problems }) => newer !== '' || problems.length > 0) : rows);
const problems = rows.flatMap((row) => row.problems);
for (const line of nodeLines) {
  const refused = await installTogether(line);
  console.log(
    `Node ${line}: ${refused === null ? 'all versions install together' : 'they do not install together'}`,
  );
  if (refused !== null) problems.push(refused);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
