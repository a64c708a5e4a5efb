import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Rendered } from './rendered.js';

const output = 'src/database/generated';
const known = new Map<string, ReadonlyMap<string, string>>();

/** What stands for a file of Prisma's client, which isn't rendered: the schema that it is made from. */
export function schemaBehind(path: string, rendered: Rendered): string | undefined {
  const schema = path.startsWith(`${output}/`) ? schemaOf(rendered) : [];
  return schema.length === 0 ? undefined : JSON.stringify(schema);
}

/** The files of Prisma's client for the schema of a set, none where there is none; `root` holds node_modules. */
export function generatedClient(root: string, rendered: Rendered): ReadonlyMap<string, string> {
  const schema = schemaOf(rendered);
  if (schema.length === 0) return new Map();
  const key = JSON.stringify(schema);
  const client = known.get(key) ?? generate(root, schema);
  known.set(key, client);
  return client;
}

function schemaOf({ files }: Rendered) {
  return [...files.values()].filter(({ path }) => path.endsWith('.prisma'));
}

function generate(root: string, schema: readonly { path: string; text: string }[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'prisma-client-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const { path, text } of schema) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    // The program for migrations, which is downloaded, isn't needed for this.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: 'package.json', CHECKPOINT_DISABLE: '1' };
    execFileSync('node_modules/.bin/prisma', ['generate', '--schema', 'prisma'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const names = readdirSync(join(folder, output), { recursive: true, encoding: 'utf8' });
    return new Map(
      names
        .filter((name) => name.endsWith('.ts'))
        .map((name) => [`${output}/${name}`, readFileSync(join(folder, output, name), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
