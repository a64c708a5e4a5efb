import { describe, expect, it } from 'vitest';
import { BackendError } from '../project/errors.js';
import { createFolder } from './create.js';
import { faultyDisk, memoryDisk, snapshot } from './memory-disk.js';
import { checkTarget, openTarget } from './target.js';

const cwd = '/home/me';

const check = (typed: string, contents: Readonly<Record<string, string | null>> = {}) => {
  const disk = memoryDisk({ '.keep': '', ...contents }, cwd);
  const before = snapshot(disk, '/');
  try {
    return checkTarget(typed, cwd, disk);
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return error;
  } finally {
    expect(snapshot(disk, '/')).toEqual(before);
  }
};

const codeOf = (result: ReturnType<typeof check>) => (result instanceof BackendError ? result.code : result);

describe('the folder of a new backend', () => {
  it('may be missing, together with its parents', () => {
    expect(check('shop')).toEqual({ root: '/home/me/shop', name: 'shop', exists: false, kept: [] });
    expect(check('a/b/shop')).toEqual({ root: '/home/me/a/b/shop', name: 'shop', exists: false, kept: [] });
    expect(check('shop/')).toMatchObject({ root: '/home/me/shop' });
  });

  it('may be anywhere when its path is absolute', () => {
    expect(check('/srv/shop')).toEqual({ root: '/srv/shop', name: 'shop', exists: false, kept: [] });
  });

  it('may hold what people have before they begin', () => {
    const found = check('shop', {
      'shop/.git/HEAD': '',
      'shop/.gitignore': '',
      'shop/README.md': '',
      'shop/LICENSE': '',
      'shop/.idea/x': '',
      'shop/.vscode/x': '',
      'shop/.DS_Store': '',
    });
    expect(found).toMatchObject({
      exists: true,
      kept: expect.arrayContaining(['.git', 'README.md', 'LICENSE']),
    });
  });

  it('may be the current one, whose name is made to fit', () => {
    const disk = memoryDisk({}, '/home/My Shop');
    disk.files.mkdirSync('/home/My Shop', { recursive: true });
    expect(checkTarget('.', '/home/My Shop', disk)).toEqual({
      root: '/home/My Shop',
      name: 'my-shop',
      exists: true,
      kept: [],
    });
  });

  it.each(['../shop', 'a/../../shop', '..', './../me2/shop'])(
    'may not leave the current folder: %s',
    (typed) => {
      const refused = check(typed);
      expect(codeOf(refused)).toBe('outside-current-folder');
      expect(refused).toMatchObject({ kind: 'usage', next: expect.stringContaining('absolute path: /home') });
    },
  );

  it('may not leave the current folder through a symbolic link, and may by its absolute path', () => {
    const disk = memoryDisk({ '.keep': '' }, cwd);
    disk.files.mkdirSync('/srv/data', { recursive: true });
    disk.files.symlinkSync('/srv/data', '/home/me/link');
    expect(() => checkTarget('link/shop', cwd, disk)).toThrow(
      'leads out of the current folder, to /srv/data/shop',
    );
    expect(() => checkTarget('link', cwd, disk)).toThrow(BackendError);
    expect(checkTarget('/home/me/link/shop', cwd, disk)).toMatchObject({ root: '/home/me/link/shop' });
  });

  it('may not be a link that leads nowhere', () => {
    const disk = memoryDisk({ '.keep': '' }, cwd);
    disk.files.symlinkSync('/nowhere', '/home/me/shop');
    expect(() => checkTarget('shop', cwd, disk)).toThrow('a symbolic link that leads nowhere');
  });

  it('may not be a file, nor lie below one', () => {
    expect(codeOf(check('shop', { shop: 'a file' }))).toBe('not-a-folder');
    const below = check('shop/api', { shop: 'a file' });
    expect(below).toMatchObject({ code: 'not-a-folder', message: '/home/me/shop is a file, not a folder.' });
  });

  it('may not hold anything else, and says what it holds', () => {
    expect(check('shop', { 'shop/b.ts': '', 'shop/a.ts': '', 'shop/.git/HEAD': '' })).toMatchObject({
      kind: 'failed',
      code: 'not-empty',
      details: ['a.ts', 'b.ts'],
    });
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`shop/${index}.ts`, '']));
    expect(check('shop', many)).toMatchObject({ details: expect.arrayContaining(['and 4 more']) });
  });

  it('that is a backend already is to be changed, not created', () => {
    expect(check('shop', { 'shop/backend.json': '{}' })).toMatchObject({
      next: expect.stringContaining('backend add'),
    });
  });

  it('is cleaned first when a command was killed that created a backend there', async () => {
    const disk = memoryDisk({ 'shop/README.md': 'mine' }, cwd);
    const before = snapshot(disk, cwd);
    const change = { path: 'src/a.ts', status: 'create', before: null, after: 'a' } as const;
    const dying = faultyDisk(disk, (operation) => operation > 14, 'EIO').disk;
    await expect(createFolder('/home/me/shop', [change], dying)).rejects.toThrow('and so did taking it back');
    expect(() => checkTarget('shop', cwd, disk)).toThrow("isn't empty");
    expect(await openTarget('shop', cwd, disk)).toMatchObject({ kept: ['README.md'] });
    expect(snapshot(disk, cwd)).toEqual(before);
  });

  it('must be writable', () => {
    const disk = memoryDisk({ 'shop/.gitignore': '' }, cwd);
    const refusing = {
      ...disk,
      accessSync: (path: string) => {
        throw Object.assign(new Error(path), { code: 'EACCES' });
      },
    };
    expect(() => checkTarget('shop', cwd, refusing)).toThrow('You may not write to /home/me/shop (EACCES).');
    expect(() => checkTarget('new/shop', cwd, refusing)).toThrow('You may not write to /home/me (EACCES).');
  });

  it.each(['A B', 'node_modules', 'x'.repeat(300), 'con', 'shop.', 'Shop'])(
    'needs a name that works: %s',
    (name) => {
      expect(codeOf(check(name))).toBe('bad-name');
    },
  );

  it('on a path that the file system refuses is an error of its own', async () => {
    expect(codeOf(check('a\0b/shop'))).toBe('bad-path');
    await expect(openTarget('x'.repeat(300), '/tmp')).rejects.toMatchObject({ code: 'bad-name' });
    await expect(openTarget(`${'x'.repeat(300)}/shop`, '/tmp')).rejects.toMatchObject({ code: 'bad-path' });
  });
});
