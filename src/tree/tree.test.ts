import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackendError } from '../project/errors.js';
import { memoryDisk } from './memory-disk.js';
import { hashText, Tree } from './tree.js';

const root = '/project';
const tree = (files: Readonly<Record<string, string | null>> = {}) =>
  new Tree(root, memoryDisk({ '.keep': '', ...files }));

const path = fc.constantFrom('a', 'b', 'c/d', 'c/e', 'f/g/h');
const text = fc.constantFrom('', 'one', 'two\r\n', '\uFEFFthree');
const files = fc.dictionary(path, text);
const steps = fc.array(fc.tuple(path, fc.option(text)), { maxLength: 12 });

describe('a tree', () => {
  it('holds exactly the difference between what is staged and what is on the disk', () => {
    fc.assert(
      fc.property(files, steps, (before, walk) => {
        const staged = tree(before);
        const after: Record<string, string> = { ...before };
        for (const [at, to] of walk) {
          if (to === null) {
            staged.delete(at);
            delete after[at];
          } else {
            staged.write(at, to);
            after[at] = to;
          }
          expect(staged.read(at)).toBe(to);
        }
        const expected = ['a', 'b', 'c/d', 'c/e', 'f/g/h']
          .filter((at) => before[at] !== after[at])
          .map((at) => ({ path: at, before: before[at] ?? null, after: after[at] ?? null }));
        expect(
          staged
            .changes()
            .map(({ path: at, before: was, after: is }) => ({ path: at, before: was, after: is })),
        ).toEqual(expected);
        for (const { status, before: was, after: is } of staged.changes()) {
          expect(status).toBe(was === null ? 'create' : is === null ? 'remove' : 'update');
        }
      }),
    );
  });

  it('drops a change when the original is written back', () => {
    fc.assert(
      fc.property(files, steps, (before, walk) => {
        const staged = tree(before);
        for (const [at, to] of walk) to === null ? staged.delete(at) : staged.write(at, to);
        for (const [at] of walk) {
          const original = staged.original(at);
          original === null ? staged.delete(at) : staged.write(at, original);
        }
        expect(staged.changes()).toEqual([]);
      }),
    );
  });

  it('knows the hash of every file that it looked at, also of those that are missing', () => {
    const staged = tree({ a: 'one' });
    staged.write('new', 'x');
    staged.read('a');
    staged.exists('missing/file');
    expect([...staged.readHashes()]).toEqual([
      ['new', null],
      ['a', hashText('one')],
      ['missing/file', null],
    ]);
  });

  it('keeps what it read first, so that a later change on the disk is noticed by the commit', () => {
    const disk = memoryDisk({ a: 'one' });
    const staged = new Tree(root, disk);
    staged.read('a');
    disk.files.writeFileSync(`${root}/a`, 'two');
    expect(staged.read('a')).toBe('one');
    expect(staged.readHashes().get('a')).toBe(hashText('one'));
  });

  it('takes two spellings of a path for one file', () => {
    const staged = tree();
    staged.write('./src//a.ts', 'x');
    expect(staged.read('src/b/../a.ts')).toBe('x');
    expect(staged.changes()).toHaveLength(1);
  });

  it.each(['../x', '..', '.', '/etc/passwd', 'a/../../x', 'C:\\x', 'a\\b', 'a/', ''])(
    'refuses the path %j',
    (bad) => {
      const staged = tree();
      for (const act of [() => staged.read(bad), () => staged.write(bad, ''), () => staged.delete(bad)]) {
        expect(act).toThrow(BackendError);
      }
    },
  );

  describe('with symbolic links', () => {
    const linked = () => {
      const disk = memoryDisk({ 'real/a.ts': 'inside', '/outside/b.ts': 'outside' });
      disk.files.symlinkSync(`${root}/real`, `${root}/inner`);
      disk.files.symlinkSync('/outside', `${root}/outer`);
      disk.files.symlinkSync(`${root}/outer`, `${root}/chain`);
      disk.files.symlinkSync('/outside/b.ts', `${root}/file.ts`);
      disk.files.symlinkSync('/nowhere', `${root}/broken`);
      return new Tree(root, disk);
    };

    it('reads through those that stay inside', () => {
      expect(linked().read('inner/a.ts')).toBe('inside');
      expect(linked().read('broken')).toBeNull();
    });

    it.each(['outer/b.ts', 'chain/b.ts', 'file.ts'])(
      'refuses to read %s, which leaves the root',
      (outside) => {
        expect(() => linked().read(outside)).toThrow(
          /not really inside \/project: .* symbolic link that leaves it/,
        );
      },
    );

    it.each(['inner/a.ts', 'inner/new.ts', 'outer/new.ts', 'chain/x/y.ts', 'file.ts', 'broken'])(
      'refuses to write %s',
      (through) => {
        expect(() => linked().write(through, 'x')).toThrow(BackendError);
        expect(() => linked().delete(through)).toThrow(BackendError);
      },
    );
  });

  it('says which file can not be read, and why', () => {
    expect(() => tree({ 'folder/a': '' }).read('folder')).toThrow("folder can't be read (EISDIR).");
  });
});
