import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../plan/presets.js';
import { type Answers, resolve } from '../plan/resolve.js';
import { BackendError } from '../project/errors.js';
import { createCommand } from './create-command.js';
import { answer, decisionsIn, defaultAnswer, nextQuestion, openQuestions, settle } from './decisions.js';
import { declaredOptions, isOptional, valuesOf, visibleModules } from './declared.js';
import { parseFlags } from './parse.js';
import { flagsFor, quoted, repeatCommand } from './repeat.js';

const name = 'my-api';
const standard = presets.standard.answers;

const decided = (...args: string[]) => decisionsIn(parseFlags('create-backend', createCommand.flags, args));
const settled = (...args: string[]) => settle(decided(...args), name);

function errorOf(work: () => unknown): BackendError {
  try {
    work();
  } catch (error) {
    if (error instanceof BackendError) return error;
  }
  throw new Error('There was no error.');
}

describe('what flags decide', () => {
  it('starts from a preset and changes it', () => {
    const { asked, notes } = settled(
      '--preset',
      'minimal',
      '--queue',
      'bullmq',
      '--with',
      'docker',
      '--no-example',
    );
    expect(asked).toEqual({ health: {}, testing: {}, queue: { driver: 'bullmq' }, docker: {} });
    expect(notes).toEqual([]);
  });

  it('leaves a module of a preset out when what it needs was declined, and says so', () => {
    const { asked, notes } = settled('--preset', 'full', '--cache', 'none');
    expect(asked).not.toHaveProperty('cache');
    expect(asked).not.toHaveProperty('cache-busting');
    expect(notes).toEqual(['cache-busting is left out: it needs cache, and --cache none was given.']);
  });

  it('refuses what contradicts itself, and names both', () => {
    const error = errorOf(() =>
      settled('--preset', 'standard', '--with', 'cache-busting', '--cache', 'none'),
    );
    expect(error.code).toBe('contradiction');
    expect(error.message).toContain('--with cache-busting and --cache none');
    expect(errorOf(() => decided('--with', 'docker', '--no-docker')).message).toContain(
      '--with docker and --no-docker',
    );
    expect(errorOf(() => decided('--cache', 'redis', '--set', 'cache.store=memory')).code).toBe(
      'contradiction',
    );
  });

  it('sets any option, also by its path', () => {
    expect(settled('--set', 'queue.driver=bullmq').asked).toEqual({ queue: { driver: 'bullmq' } });
    expect(errorOf(() => decided('--set', 'queue.drive=x')).next).toContain('Did you mean queue.driver?');
    expect(errorOf(() => decided('--set', 'queue.driver')).code).toBe('missing-value');
  });
});

describe('a choice of several', () => {
  it('is taken in any order, by its flag or its path', () => {
    const both = { monitoring: { vendor: ['prometheus', 'sentry'] } };
    expect(settled('--monitoring', 'sentry,prometheus').asked).toEqual(both);
    expect(settled('--monitoring', 'sentry', '--monitoring', 'prometheus').asked).toEqual(both);
    expect(settled('--set', 'monitoring.vendor=sentry,prometheus').asked).toEqual(both);
    const said = ['--monitoring', 'prometheus,sentry', '--set', 'monitoring.vendor=sentry,prometheus'];
    expect(settled(...said).asked).toEqual(both);
  });

  it('refuses what it does not know, nothing beside something, and two different answers', () => {
    expect(errorOf(() => decided('--monitoring', 'sentry,promteheus')).next).toContain('prometheus?');
    expect(errorOf(() => decided('--monitoring', 'none,sentry')).code).toBe('unknown-value');
    expect(errorOf(() => decided('--set', 'monitoring.vendor=sentri')).next).toContain('one or more of');
    const said = ['--monitoring', 'prometheus,sentry', '--set', 'monitoring.vendor=sentry'];
    expect(errorOf(() => decided(...said)).code).toBe('contradiction');
  });

  it('that nobody picks anything of leaves its module out', () => {
    const open = decided(
      '--framework',
      'express',
      '--database',
      'sqlite',
      '--versioning',
      'none',
      '--queue',
      'none',
      '--cache',
      'none',
    );
    const question = nextQuestion(open, name);
    if (question?.kind !== 'option') throw new Error('The vendors are not asked for.');
    expect(question.option).toBe('vendor');
    expect(answer(open, question, []).modules.get('monitoring')?.on).toBe(false);
    expect(answer(open, question, ['sentry']).modules.get('monitoring')?.options).toEqual({
      vendor: ['sentry'],
    });
  });
});

describe('what is still open', () => {
  const ids = (...args: string[]) =>
    openQuestions(decided(...args), standard, name).map((question) =>
      question.kind === 'extras' ? 'extras' : `${question.module.id}.${question.option}`,
    );

  it('is everything that has more than one answer, the package manager last', () => {
    expect(ids()).toEqual([
      'app.framework',
      'database.engine',
      'database.orm',
      'versioning.scheme',
      'queue.driver',
      'cache.store',
      'monitoring.vendor',
      'extras',
      'app.packageManager',
    ]);
  });

  it('is nothing after a preset', () => {
    expect(ids('--preset', 'full')).toEqual([]);
  });

  it('is what flags leave', () => {
    expect(
      ids('--framework', 'express', '--queue', 'none', '--package-manager', 'pnpm', '--with', 'none'),
    ).toEqual(['database.engine', 'database.orm', 'versioning.scheme', 'cache.store', 'monitoring.vendor']);
  });

  it('still asks for the option of a module that was only named', () => {
    const given = [
      '--framework',
      'express',
      '--database',
      'sqlite',
      '--versioning',
      'none',
      '--with',
      'queue',
    ];
    expect(nextQuestion(decided(...given), name)).toMatchObject({ option: 'driver', mayDecline: false });
  });

  it.each([
    ['postgres', ['drizzle', 'typeorm', 'prisma']],
    ['mysql', ['drizzle', 'typeorm']],
  ])('offers on %s the mappers that go with it', (engine, values) => {
    const question = nextQuestion(decided('--framework', 'express', '--database', engine), name);
    expect(question).toMatchObject({ option: 'orm', values });
  });

  it.each([
    ['postgres', ['pg-boss', 'bullmq', 'rabbitmq'], 'pg-boss'],
    ['sqlite', ['bullmq', 'database'], 'database'],
  ])('offers on %s the queues that go with it', (engine, values, initial) => {
    const decisions = decided(
      ...['--framework', 'express', '--database', engine, '--orm', 'drizzle', '--versioning', 'none'],
    );
    const question = nextQuestion(decisions, name);
    expect(question).toMatchObject({ option: 'driver', values });
    expect(question && defaultAnswer(question, decisions, standard)).toBe(initial);
  });

  it('does not offer what needs a module that was declined', () => {
    const extras = openQuestions(decided('--cache', 'none'), standard, name).find(
      ({ kind }) => kind === 'extras',
    );
    const offered = extras?.kind === 'extras' ? extras.modules.map(({ id }) => id) : [];
    expect(offered).toContain('docker');
    expect(offered).not.toContain('cache-busting');
  });
});

describe('the command that repeats a creation', () => {
  const answers = fc
    .tuple(
      fc.subarray(visibleModules.filter(isOptional).map(({ id }) => id)),
      fc.tuple(
        ...declaredOptions.map(({ spec }) => fc.constantFrom(...(valuesOf(spec) ?? [String(spec.default)]))),
      ),
    )
    .map(([ids, values]): Answers => {
      const asked: Record<string, Record<string, string>> = Object.fromEntries(ids.map((id) => [id, {}]));
      declaredOptions.forEach(({ module, option }, index) => {
        const value = values[index];
        if (isOptional(module) && !ids.includes(module.id)) return;
        if (value !== undefined) asked[module.id] = { ...asked[module.id], [option]: value };
      });
      return resolve(asked, name).answers;
    });

  it('leads to the same answers from every set', () => {
    fc.assert(
      fc.property(answers, (wanted) => {
        const given = parseFlags('create-backend', createCommand.flags, flagsFor(wanted, name));
        const decisions = decisionsIn(given);
        const { asked } = settle({ ...decisions, base: decisions.base ?? standard }, name);
        expect(resolve(asked, name).answers).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('is short when the set is nearly a preset', () => {
    const wanted = resolve({ ...standard, queue: { driver: 'bullmq' } }, name).answers;
    expect(repeatCommand('my-api', wanted, name, { install: false, git: true })).toBe(
      'npx create-backend my-api --framework fastify --package-manager npm --queue bullmq --no-install --yes',
    );
  });

  it('quotes what a shell would take apart', () => {
    expect(quoted('/tmp/my api')).toBe("'/tmp/my api'");
    expect(quoted("it's")).toBe("'it'\\''s'");
    expect(quoted('apps/my-api')).toBe('apps/my-api');
  });
});
