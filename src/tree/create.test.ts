import { describe, expect, it } from 'vitest';
import { createFolder } from './create.js';
import { faultyDisk, type MemoryDisk, memoryDisk, snapshot } from './memory-disk.js';
import { Tree } from './tree.js';

const root = '/home/me/new/shop';

function rendered(disk: MemoryDisk) {
  const tree = new Tree(root, disk);
  tree.write('package.json', '{}\n');
  tree.write('backend.json', '{}\n');
  tree.write('src/platform/index.ts', 'export {};\n');
  tree.write('src/main.ts', 'export {};\n');
  return tree.changes();
}

const empty = () => memoryDisk({ '/home/me/other.txt': 'mine' });

describe('creating a folder', () => {
  it('makes it with its parents', async () => {
    const disk = empty();
    expect(await createFolder(root, rendered(disk), disk)).toEqual({ kept: [] });
    expect(Object.keys(snapshot(disk, '/home/me'))).toEqual([
      'new',
      'new/shop',
      'new/shop/backend.json',
      'new/shop/package.json',
      'new/shop/src',
      'new/shop/src/main.ts',
      'new/shop/src/platform',
      'new/shop/src/platform/index.ts',
      'other.txt',
    ]);
  });

  it('makes all or nothing when any one operation fails', async () => {
    const whole = empty();
    const counting = faultyDisk(whole, () => false);
    await createFolder(root, rendered(whole), counting.disk);
    const operations = counting.count();
    for (let k = 1; k <= operations; k += 1) {
      const disk = empty();
      const before = snapshot(disk, '/');
      await expect(
        createFolder(root, rendered(disk), faultyDisk(disk, (n) => n === k).disk),
      ).rejects.toMatchObject({
        code: 'disk-full',
      });
      expect([k, snapshot(disk, '/')]).toEqual([k, before]);
    }
  });

  it('removes the drafts of killed commands, and of nobody else', async () => {
    const disk = memoryDisk({
      '/home/me/new/.shop.creating-999999999/deep/file': 'abandoned',
      '/home/me/new/.shop.creating-1/file': 'of a process that lives',
      '/home/me/new/.shop.creating-mine/file': 'of the user',
    });
    await createFolder(root, rendered(disk), disk);
    expect(disk.readdirSync('/home/me/new')).toEqual(['.shop.creating-1', '.shop.creating-mine', 'shop']);
  });

  it('refuses when the folder appears while it works', async () => {
    const disk = empty();
    const changes = rendered(disk);
    const slow = {
      ...disk,
      closeSync: (descriptor: number) => {
        disk.closeSync(descriptor);
        disk.files.mkdirSync(root, { recursive: true });
      },
    };
    await expect(createFolder(root, changes, slow)).rejects.toMatchObject({ code: 'not-empty' });
    expect(Object.keys(snapshot(disk, '/home/me/new'))).toEqual(['shop']);
  });
});

describe('creating in a folder that is there', () => {
  const there = () =>
    memoryDisk({
      [`${root}/README.md`]: 'mine\n',
      [`${root}/.gitignore`]: 'mine\n',
      [`${root}/.git/HEAD`]: 'ref\n',
    });

  it('overwrites nothing, and adds lines to .gitignore', async () => {
    const disk = there();
    const tree = new Tree(root, disk);
    tree.write('README.md', 'ours\n');
    tree.write('.gitignore', 'mine\nnode_modules/\n');
    tree.write('src/main.ts', 'export {};\n');
    expect(await createFolder(root, tree.changes(), disk)).toEqual({ kept: ['README.md'] });
    expect(disk.readFileSync(`${root}/README.md`, 'utf8')).toBe('mine\n');
    expect(disk.readFileSync(`${root}/.gitignore`, 'utf8')).toBe('mine\nnode_modules/\n');
    expect(Object.keys(snapshot(disk, root))).toEqual([
      '.git',
      '.git/HEAD',
      '.gitignore',
      'README.md',
      'src',
      'src/main.ts',
    ]);
  });

  it('never loses a line of .gitignore', async () => {
    const disk = there();
    const tree = new Tree(root, disk);
    tree.write('.gitignore', 'node_modules/\n');
    expect(await createFolder(root, tree.changes(), disk)).toEqual({ kept: ['.gitignore'] });
  });

  it('is all or nothing, too', async () => {
    for (let k = 1; k <= 30; k += 1) {
      const disk = there();
      const before = snapshot(disk, root);
      const done = await createFolder(root, rendered(disk), faultyDisk(disk, (n) => n === k).disk).then(
        () => true,
        () => false,
      );
      if (!done) expect([k, snapshot(disk, root)]).toEqual([k, before]);
      else expect(Object.keys(snapshot(disk, root))).toContain('src/platform/index.ts');
    }
  });
});
