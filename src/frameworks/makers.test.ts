import { describe, expect, it } from 'vitest';
import { entry, express, readerOf } from '../../fixtures/shapes/project-files.js';
import type { UsedOrm } from '../project/host.js';
import { findHost } from './host.js';

/** What is found of the ORM of an Express app that imports `src/db.ts`. */
function ormOf(db: string, dependencies: object = { prisma: '^6.2.0' }): UsedOrm | null {
  const manifest: object = JSON.parse(express());
  const found = findHost(
    readerOf({
      'package.json': JSON.stringify({
        ...manifest,
        dependencies: { ...Object(manifest).dependencies, ...dependencies },
      }),
      'src/index.ts': `import './db';\n${entry}`,
      'src/db.ts': db,
    }),
    {},
  );
  if (found.status !== 'found') throw new Error(JSON.stringify(found));
  return found.host.orm;
}

const placesIn = (db: string, dependencies?: object): readonly string[] =>
  (ormOf(db, dependencies)?.makings ?? []).map(
    ({ file, line, maker, isExtended, options }) =>
      `${file}:${line} ${isExtended ? 'extends ' : ''}${maker} ${options.join()}`,
  );

describe('the places that make a client', () => {
  it.each([
    [
      "import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient({ log: [], ...rest });\n",
      ['src/db.ts:2 PrismaClient log'],
    ],
    [
      "import * as prisma from '@prisma/client';\nfunction make() { return new prisma.PrismaClient(); }\n",
      ['src/db.ts:2 prisma.PrismaClient '],
    ],
    [
      "import { PrismaClient as Client } from './generated/prisma/client';\nlet db: Client;\nif (!db) {\n  db = new Client();\n}\n",
      ['src/db.ts:4 Client '],
    ],
    [
      "const { PrismaClient } = require('@prisma/client');\nmodule.exports = new PrismaClient();\n",
      ['src/db.ts:2 PrismaClient '],
    ],
    [
      "import { PrismaClient } from '@prisma/client';\nexport class Service extends PrismaClient {}\nnew Service();\n",
      ['src/db.ts:2 extends PrismaClient '],
    ],
    [
      "import { PrismaClient } from '@prisma/client';\nnew PrismaClient();\nnew PrismaClient();\n",
      ['src/db.ts:2 PrismaClient ', 'src/db.ts:3 PrismaClient '],
    ],
    ["import type { PrismaClient } from '@prisma/client';\nexport const db = make();\n", []],
    ['export const db = new PrismaClient();\n', []],
  ])('are found in %j', (db, places) => {
    expect(placesIn(db)).toEqual(places);
  });

  it('are found with what they are given', () => {
    const db =
      "import { Kysely } from 'kysely';\nexport const db = new Kysely<DB>({ dialect, plugins: [], ['x']: 1 });\n";
    expect(placesIn(db, { kysely: '^0.28.0' })).toEqual(['src/db.ts:2 Kysely dialect,plugins']);
  });

  it('come with the version that they are made by', () => {
    const db = "import { PrismaClient } from '@prisma/client';\nexport const db = new PrismaClient();\n";
    expect(ormOf(db, { '@prisma/client': '^4.15.0' })).toMatchObject({ major: 4, minor: 15 });
    expect(ormOf(db, { '@prisma/client': 'latest' })).toMatchObject({ major: null });
  });
});
