import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackendError } from '../project/errors.js';
import { commit, recover } from './commit.js';
import type { Disk } from './disk.js';
import { faultyDisk, type MemoryDisk, memoryDisk, type Snapshot, snapshot } from './memory-disk.js';
import { hashText, Tree } from './tree.js';

const root = '/project';

/** A project with all that a commit can meet: a program, an empty folder, folders that become empty, and a manifest. */
function project(): MemoryDisk {
  const disk = memoryDisk({
    'backend.json': '{"version":1}\n',
    'package.json': '{\r\n\t"name": "shop"\r\n}',
    'scripts/run.sh': '#!/bin/sh\n',
    'src/old/deep/gone.ts': 'export {};\n',
    'src/old/deep/too.ts': 'export {};\n',
    'src/kept/gone.ts': 'gone\n',
    'src/kept/stays.ts': 'stays\n',
    'users/empty': null,
  });
  disk.chmodSync(`${root}/scripts/run.sh`, 0o755);
  disk.chmodSync(`${root}/package.json`, 0o600);
  disk.chmodSync(`${root}/src/old`, 0o750);
  return disk;
}

function changed(disk: MemoryDisk): Tree {
  const tree = new Tree(root, disk);
  tree.write('backend.json', '{"version":2}\n');
  tree.write('package.json', '{\r\n\t"name": "shop",\r\n\t"type": "module"\r\n}');
  tree.write('scripts/run.sh', '#!/bin/sh\necho hello\n');
  tree.delete('src/old/deep/gone.ts');
  tree.delete('src/old/deep/too.ts');
  tree.delete('src/kept/gone.ts');
  tree.write('src/new/deep/file.ts', 'new\n');
  tree.write('src/new/other.ts', 'other\n');
  tree.write('users/empty/filled.ts', 'filled\n');
  tree.write('.backend/bases/1', 'base\n');
  return tree;
}

const run = (disk: Disk, tree: Tree) => commit(root, tree.changes(), { reads: tree.readHashes(), disk });

/** Some file systems have hard links, others don't: originals are copied there. */
const kinds = ['with hard links', 'without hard links'] as const;
type Kind = (typeof kinds)[number];

const as = (kind: Kind, disk: Disk): Disk =>
  kind === 'with hard links'
    ? disk
    : {
        ...disk,
        linkSync: () => {
          throw Object.assign(new Error('no links'), { code: 'EPERM' });
        },
      };

async function states(
  kind: Kind = 'with hard links',
): Promise<{ before: Snapshot; after: Snapshot; operations: number }> {
  const disk = project();
  const before = snapshot(disk, root);
  const counting = faultyDisk(as(kind, disk), () => false);
  await run(counting.disk, changed(disk));
  return { before, after: snapshot(disk, root), operations: counting.count() };
}

const failureOf = async (work: Promise<unknown>): Promise<BackendError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof BackendError) return error;
  throw new Error(`expected a BackendError, got ${String(error)}`);
};

describe('commit', () => {
  it('writes all changes, keeps permissions, and removes the folders that it leaves empty', async () => {
    const { before, after } = await states();
    expect(Object.keys(after).filter((path) => !(path in before))).toEqual([
      '.backend',
      '.backend/bases',
      '.backend/bases/1',
      'src/new',
      'src/new/deep',
      'src/new/deep/file.ts',
      'src/new/other.ts',
      'users/empty/filled.ts',
    ]);
    expect(Object.keys(before).filter((path) => !(path in after))).toEqual([
      'src/kept/gone.ts',
      'src/old',
      'src/old/deep',
      'src/old/deep/gone.ts',
      'src/old/deep/too.ts',
    ]);
    expect(after['scripts/run.sh']).toBe(`755 ${Buffer.from('#!/bin/sh\necho hello\n').toString('base64')}`);
    expect(after['package.json']).toMatch(/^600 /);
  });

  it('renames the manifest last', async () => {
    const disk = project();
    const renamed: string[] = [];
    const watching = {
      ...disk,
      renameSync: (from: string, to: string) => {
        renamed.push(to);
        disk.renameSync(from, to);
      },
    };
    await run(watching, changed(disk));
    expect(renamed.at(-1)).toBe(`${root}/backend.json`);
  });

  it('changes nothing at all when there is nothing to change', async () => {
    const disk = project();
    const before = snapshot(disk, root);
    await commit(root, [], { reads: new Map(), disk });
    expect(snapshot(disk, root)).toEqual(before);
  });

  it.each(kinds)('is all or nothing when any one operation fails, %s', async (kind) => {
    const { before, after, operations } = await states(kind);
    expect(operations).toBeGreaterThan(50);
    for (let k = 1; k <= operations; k += 1) {
      const disk = project();
      const result = await run(faultyDisk(as(kind, disk), (n) => n === k).disk, changed(disk)).then(
        () => 'done',
        (error: unknown) => (error instanceof BackendError ? error.code : String(error)),
      );
      expect([k, result, snapshot(disk, root)]).toEqual([k, result, result === 'done' ? after : before]);
      expect(['done', 'disk-full']).toContain(result);
      expect(await recover(root, disk)).toEqual({ outcome: 'nothing' });
    }
  });

  it.each(kinds)(
    'is all or nothing after recover, when every operation fails from one on, %s',
    async (kind) => {
      const { before, after, operations } = await states(kind);
      for (let k = 1; k <= operations; k += 1) {
        const disk = project();
        const failure = await run(faultyDisk(as(kind, disk), (n) => n >= k).disk, changed(disk)).then(
          () => null,
          (error: unknown) => error,
        );
        await recover(root, disk);
        expect([k, snapshot(disk, root)]).toEqual([k, failure === null ? after : before]);
        expect(await recover(root, disk)).toEqual({ outcome: 'nothing' });
      }
    },
  );

  it('is before or after, once recovered, whichever operations fail', async () => {
    const { before, after, operations } = await states();
    const failing = fc.uniqueArray(fc.integer({ min: 1, max: operations * 2 }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(failing, failing, async (first, second) => {
        const disk = project();
        const failed = await run(faultyDisk(disk, (n) => first.includes(n)).disk, changed(disk)).then(
          () => false,
          () => true,
        );
        // A recovery may fail like a commit; the one after it goes on.
        await recover(root, faultyDisk(disk, (n) => second.includes(n), 'EIO').disk).catch(() => undefined);
        await recover(root, disk);
        expect(snapshot(disk, root)).toEqual(failed ? before : after);
      }),
      { numRuns: 300, examples: [[[68, 62, 77], [1]]] },
    );
  });

  it('tells what is wrong in the words of the failure, and what to do', async () => {
    const disk = project();
    const full = await failureOf(run(faultyDisk(disk, (n) => n === 12).disk, changed(disk)));
    expect([full.code, full.why, full.next]).toEqual([
      'disk-full',
      'The disk is full.',
      'Free some space, then run the command again.',
    ]);
    const refused = await failureOf(run(faultyDisk(disk, (n) => n === 12, 'EACCES').disk, changed(disk)));
    expect([refused.code, refused.message]).toEqual([
      'unwritable',
      expect.stringMatching(/could not be written \(EACCES\). Nothing was changed.$/),
    ]);
    const dead = await failureOf(run(faultyDisk(disk, (n) => n > 40, 'EIO').disk, changed(disk)));
    expect(dead.code).toBe('rollback-unfinished');
  });

  it.each(['package.json', 'src/kept/gone.ts', 'scripts/run.sh'])(
    'refuses when %s changed meanwhile',
    async (path) => {
      const disk = project();
      const tree = changed(disk);
      disk.files.writeFileSync(`${root}/${path}`, 'somebody else was here');
      const before = snapshot(disk, root);
      expect((await failureOf(run(disk, tree))).code).toBe('changed-meanwhile');
      expect(snapshot(disk, root)).toEqual(before);
    },
  );

  it('refuses when a file that was only read changed, appeared or went', async () => {
    for (const touch of ['src/kept/stays.ts', 'tsconfig.json']) {
      const disk = project();
      const tree = changed(disk);
      tree.read('src/kept/stays.ts');
      tree.read('tsconfig.json');
      disk.files.writeFileSync(`${root}/${touch}`, 'new');
      expect((await failureOf(run(disk, tree))).message).toContain(touch);
    }
    const disk = project();
    const tree = changed(disk);
    tree.read('src/kept/stays.ts');
    disk.files.unlinkSync(`${root}/src/kept/stays.ts`);
    expect((await failureOf(run(disk, tree))).code).toBe('changed-meanwhile');
  });

  it('refuses a new file whose place was taken meanwhile', async () => {
    const disk = project();
    const changes = changed(disk).changes();
    disk.files.mkdirSync(`${root}/src/new`);
    disk.files.writeFileSync(`${root}/src/new/other.ts`, 'mine');
    const failure = await failureOf(commit(root, changes, { reads: new Map(), disk }));
    expect(failure.code).toBe('changed-meanwhile');
  });

  it('refuses to edit what is not UTF-8', async () => {
    const disk = project();
    disk.files.writeFileSync(`${root}/package.json`, Buffer.from([0x7b, 0xe9, 0x7d]));
    expect((await failureOf(run(disk, changed(disk)))).code).toBe('not-utf8');
  });

  it('refuses to write through a symbolic link', async () => {
    const disk = project();
    disk.files.mkdirSync('/elsewhere');
    const changes = changed(disk).changes();
    disk.files.symlinkSync('/elsewhere', `${root}/src/new`);
    expect((await failureOf(commit(root, changes, { reads: new Map(), disk }))).code).toBe('outside-root');
    expect(disk.files.readdirSync('/elsewhere')).toEqual([]);
  });

  it.each(['../escape', '/etc/passwd', 'a/../../escape', 'C:\\x', '.', 'folder/'])(
    'refuses the path %s',
    async (path) => {
      const disk = project();
      const change = { path, status: 'create', before: null, after: 'x' } as const;
      expect((await failureOf(commit(root, [change], { reads: new Map(), disk }))).code).toBe('outside-root');
    },
  );

  it('refuses while another commit is at work in the same place', async () => {
    const disk = project();
    const tree = changed(disk);
    const results = await Promise.allSettled([run(disk, tree), run(disk, tree)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { code: 'in-use' } });
    expect(snapshot(disk, root)).toEqual((await states()).after);
  });
});

describe('recover', () => {
  const journal = (entries: readonly object[]) =>
    JSON.stringify({ version: 1, entries, made: [], emptied: [] });
  const hash = (text: string) => hashText(text);

  it('leaves alone what the user changed after the command was killed', async () => {
    const entry = {
      path: 'a.ts',
      temporary: '.a.ts.x1.tmp',
      original: '0.original',
      before: hash('old'),
      after: hash('new'),
    };
    const disk = memoryDisk({
      'a.ts': 'edited since',
      '.backend/journal/journal.json': journal([entry]),
      '.backend/journal/0.original': 'old',
    });
    expect(await recover(root, disk)).toEqual({ outcome: 'rolled-back', restored: [], kept: ['a.ts'] });
    expect(Object.keys(snapshot(disk, root))).toEqual(['a.ts']);
  });

  it('removes what was gathered for a commit that never began', async () => {
    const disk = memoryDisk({
      'a.ts': 'old',
      '.backend/journal/0.original': 'old',
      '.backend/journal/lock-0-0-x': '',
    });
    disk.files.utimesSync(`${root}/.backend/journal/lock-0-0-x`, 0, 0);
    expect(await recover(root, disk)).toEqual({ outcome: 'cleaned' });
    expect(Object.keys(snapshot(disk, root))).toEqual(['a.ts']);
  });

  it('never follows a journal out of the project', async () => {
    for (const path of ['../victim', 'link/victim']) {
      const entry = { path, temporary: null, original: null, before: null, after: hash('mine') };
      const disk = memoryDisk({ '.backend/journal/journal.json': journal([entry]), '/victim': 'mine' });
      disk.files.symlinkSync('/', `${root}/link`);
      expect((await failureOf(recover(root, disk))).code).toBe('outside-root');
      expect(disk.readFileSync('/victim', 'utf8')).toBe('mine');
    }
  });

  it.each(['', '{', '{"version":2}', '{"version":1,"entries":[{}],"made":[],"emptied":[]}'])(
    'refuses a journal that it can not understand: %s',
    async (text) => {
      const disk = memoryDisk({ '.backend/journal/journal.json': text });
      expect((await failureOf(recover(root, disk))).code).toBe('bad-journal');
    },
  );
});
