import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backendCommands, backendProgram } from './backend-commands.js';
import { completionScript, type Shell, shells } from './completion.js';
import { createCommand, createProgram } from './create-command.js';
import { temporaryFolder } from './testing.js';

const scriptOf = (shell: Shell): string => completionScript(shell, [createProgram, backendProgram]);

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).error === undefined;

/** What bash offers behind a line. */
function bashOffers(words: readonly string[]): readonly string[] {
  const list = words.map((word) => `'${word}'`).join(' ');
  const name = `_${(words[0] ?? '').replaceAll('-', '_')}`;
  const ask = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; ${name}; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${scriptOf('bash')}\n${ask}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  it.each(shells.filter(isInstalled))('is a script that %s can read', (shell) => {
    const { path, remove } = temporaryFolder();
    const file = join(path, 'script');
    writeFileSync(file, scriptOf(shell));
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    remove();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it.each(shells)('names every command, flag and value in %s', (shell) => {
    const script = scriptOf(shell);
    const words = [createCommand, ...backendCommands].flatMap(({ name, flags, wordChoices }) => [
      name.split(' ').at(-1) ?? '',
      ...flags.flatMap((flag) => [flag.name, ...(flag.choices ?? [])]),
      ...wordChoices,
    ]);
    expect(words.filter((word) => !script.includes(word))).toEqual([]);
  });

  it.runIf(isInstalled('bash'))('offers commands, modules, flags and their values', () => {
    expect(bashOffers(['backend', 'a'])).toEqual(['add', 'apply']);
    expect(bashOffers(['backend', 'add', 'ca'])).toEqual(['cache', 'cache-busting']);
    expect(bashOffers(['backend', 'add', 'queue', '--dr'])).toEqual(['--driver', '--dry-run']);
    expect(bashOffers(['backend', 'add', 'queue', '--driver', ''])).toEqual([
      'pg-boss',
      'bullmq',
      'rabbitmq',
      'database',
    ]);
    expect(bashOffers(['create-backend', 'my-api', '--framework', 'e'])).toEqual(['express']);
    expect(bashOffers(['create-backend', 'my-api', '--framework', 'h'])).toEqual(['hono']);
    expect(bashOffers(['create-backend', 'my-api', '--framework', 'n'])).toEqual(['nest', 'nest-fastify']);
  });
});
