import { describe, expect, it } from 'vitest';
import { BackendError } from '../project/errors.js';
import type { Flag } from './flags.js';
import { parseFlags } from './parse.js';

const flags: readonly Flag[] = [
  { name: 'queue', value: 'VALUE', choices: ['none', 'pg-boss', 'bullmq'], description: '' },
  { name: 'with', value: 'A,B', many: true, description: '' },
  { name: 'config', value: 'FILE', description: '' },
  { name: 'yes', short: 'y', value: null, description: '' },
  { name: 'no-git', value: null, description: '' },
];

function errorOf(...args: string[]): BackendError {
  try {
    parseFlags('tool', flags, args);
  } catch (error) {
    if (error instanceof BackendError) return error;
  }
  throw new Error('There was no error.');
}

describe('reading a command line', () => {
  it('tells words from flags, wherever they stand', () => {
    const given = parseFlags('tool', flags, ['my-api', '-y', '--queue', 'bullmq', '--no-git', '--', '--odd']);
    expect(given.words).toEqual(['my-api', '--odd']);
    expect(given.value('queue')).toBe('bullmq');
    expect([given.has('yes'), given.has('no-git'), given.has('config')]).toEqual([true, true, false]);
  });

  it('takes lists with commas and given again', () => {
    expect(parseFlags('tool', flags, ['--with', 'a,b', '--with=c']).list('with')).toEqual(['a', 'b', 'c']);
  });

  it('takes lists whose values have commas in them', () => {
    const set: Flag = { name: 'set', value: 'A=B', many: true, separator: /,(?=[^,=]+=)/, description: '' };
    const given = parseFlags('tool', [set], ['--set', 'a=1,2,b=3', '--set', 'c']);
    expect(given.list('set')).toEqual(['a=1,2', 'b=3', 'c']);
    expect(given.joined('set')).toBe('a=1,2,b=3,c');
    expect(given.joined('with')).toBeUndefined();
  });

  it('takes a lone dash as a value', () => {
    expect(parseFlags('tool', flags, ['--config', '-']).value('config')).toBe('-');
  });

  it('takes the same value twice, and refuses two', () => {
    expect(parseFlags('tool', flags, ['--queue', 'none', '--queue', 'none']).value('queue')).toBe('none');
    expect(errorOf('--queue', 'none', '--queue', 'bullmq').message).toContain('as none and as bullmq');
  });

  it.each([
    ['an unknown flag', ['--qeue', 'x'], 'unknown-option', 'Did you mean --queue?'],
    ['an unknown flag with its value', ['--qeue=x'], 'unknown-option', 'Did you mean --queue?'],
    ['a value that is not right', ['--queue', 'bulmq'], 'unknown-value', 'Did you mean bullmq?'],
    ['a flag without its value', ['--queue'], 'missing-value', 'one of none, pg-boss, bullmq'],
    ['a flag in place of a value', ['--queue', '--yes'], 'missing-value', 'one of none, pg-boss, bullmq'],
    ['an empty value', ['--queue='], 'missing-value', 'one of none, pg-boss, bullmq'],
    ['a value for a switch', ['--yes=no'], 'unexpected-value', 'Write --yes alone'],
    ['an unknown letter', ['-x'], 'unknown-option', 'tool --help'],
  ])('says what is wrong with %s', (_name, args, code, next) => {
    const error = errorOf(...args);
    expect(error.kind).toBe('usage');
    expect(error.code).toBe(code);
    expect(error.next).toContain(next);
  });
});
