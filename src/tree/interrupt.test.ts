import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { states } from '../../fixtures/commit/states.js';
import { commit, recover } from './commit.js';
import { createFolder } from './create.js';
import { type Snapshot, snapshot } from './memory-disk.js';

const child = join(import.meta.dirname, '../../fixtures/commit/child.ts');

let folder: string;
let root: string;
let before: Snapshot;
let after: Snapshot;

function write(state: Readonly<Record<string, string>>, to: string): Snapshot {
  for (const [path, text] of Object.entries(state)) {
    fs.mkdirSync(dirname(join(to, path)), { recursive: true });
    fs.writeFileSync(join(to, path), text);
  }
  return snapshot(fs, to);
}

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'commit-'));
  root = join(folder, 'project');
  after = write(states.large, join(folder, 'expected'));
  fs.rmSync(join(folder, 'expected'), { recursive: true });
  before = write(states.small, root);
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Starts the child and waits until it is about to begin. */
async function start(mode: string, target = root): Promise<ChildProcess> {
  const process_ = spawn(process.execPath, ['--import', 'tsx', child, mode, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    process_.stdout?.once('data', resolve);
    process_.once('exit', reject);
  });
  return process_;
}

const ended = async (running: ChildProcess): Promise<number | null> => {
  if (running.exitCode !== null || running.signalCode !== null) return running.exitCode;
  return new Promise((resolve) => running.once('exit', (code) => resolve(code)));
};

/** On a busy machine the work may be over before the signal comes: then it is tried again, a few times. */
async function untilInterrupted(attempt: () => Promise<number | null>): Promise<void> {
  for (let tries = 1; (await attempt()) !== 130; tries += 1) expect(tries).toBeLessThan(10);
}

describe('a real process', () => {
  it('killed at any moment leaves a project that recover brings to before or after', {
    timeout: 180_000,
  }, async () => {
    const outcomes = new Set<string>();
    for (let kill = 0; kill < 30; kill += 1) {
      const running = await start('loop');
      await sleep(Math.random() * 120);
      running.kill('SIGKILL');
      await ended(running);
      outcomes.add((await recover(root)).outcome);
      const now = snapshot(fs, root);
      expect([before, after]).toContainEqual(now);
      expect(await recover(root)).toEqual({ outcome: 'nothing' });
    }
    // Kills that all missed the commits would prove nothing.
    expect(outcomes).toContain('rolled-back');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stopped by %s puts everything back and says so',
    async (signal) => {
      await untilInterrupted(async () => {
        fs.rmSync(root, { recursive: true });
        write(states.small, root);
        const running = await start('once');
        running.kill(signal);
        const code = await ended(running);
        expect([code, snapshot(fs, root)]).toEqual(code === 0 ? [0, after] : [130, before]);
        return code;
      });
    },
  );

  it('that calls process.exit in the middle puts everything back', async () => {
    expect(await ended(await start('exit'))).toBe(3);
    expect(snapshot(fs, root)).toEqual(before);
  });

  it('that works on a project keeps other processes out of it', async () => {
    const running = await start('loop');
    await sleep(50);
    const change = { path: 'mine.ts', status: 'create', before: null, after: 'mine' } as const;
    const results: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      results.push(
        await commit(root, [change], { reads: new Map() }).then(
          () => 'done',
          (error: { readonly code: string }) => error.code,
        ),
      );
      if (results.at(-1) === 'done') break;
    }
    running.kill('SIGKILL');
    await ended(running);
    await recover(root);
    const { 'mine.ts': mine, ...others } = snapshot(fs, root);
    expect([before, after]).toContainEqual(others);
    expect(mine !== undefined).toBe(results.at(-1) === 'done');
    expect(results.slice(0, -1).every((code) => code === 'in-use')).toBe(true);
  });

  it('interrupted while it creates a folder leaves nothing, not even the parents it made', async () => {
    await untilInterrupted(async () => {
      const running = await start('create', join(folder, 'new/parent/shop'));
      running.kill('SIGINT');
      const code = await ended(running);
      expect([code, fs.existsSync(join(folder, 'new'))]).toEqual(code === 0 ? [0, true] : [130, false]);
      expect(fs.readdirSync(folder)).toEqual(code === 0 ? ['new', 'project'] : ['project']);
      fs.rmSync(join(folder, 'new'), { recursive: true, force: true });
      return code;
    });
  });

  it('killed while it creates a folder leaves a draft that the next one removes', async () => {
    const target = join(folder, 'shop');
    let drafts = 0;
    for (let kill = 0; kill < 5; kill += 1) {
      const running = await start('create', target);
      await sleep(Math.random() * 15);
      running.kill('SIGKILL');
      await ended(running);
      drafts += fs.readdirSync(folder).filter((name) => name.startsWith('.shop.creating-')).length;
      if (!fs.existsSync(target)) {
        await createFolder(target, [{ path: 'a.ts', status: 'create', before: null, after: 'a' }]);
        expect(fs.readdirSync(target)).toEqual(['a.ts']);
      } else expect(snapshot(fs, target)).toEqual(after);
      fs.rmSync(target, { recursive: true });
      expect(fs.readdirSync(folder)).toEqual(['project']);
    }
    expect(drafts).toBeGreaterThan(0);
  });
});
