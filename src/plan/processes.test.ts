import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Answers, resolve } from './resolve.js';

interface ComposeService {
  readonly command?: readonly string[] | string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

/** The services of compose.yaml for a set of modules, in their order. */
function servicesOf(answers: Answers): ReadonlyMap<string, ComposeService> {
  const facts = resolve({ docker: {}, ...answers }, 'shop').modules.flatMap(({ module, context }) =>
    module.facts(context),
  );
  const services = facts.flatMap((fact) => (fact.kind === 'service' ? [fact] : []));
  services.sort((a, b) => a.rank - b.rank);
  return new Map(services.map(({ key, body }) => [key, parse(body)]));
}

describe('the services of compose.yaml', () => {
  it('are a database, its migration and the server at least', () => {
    const services = servicesOf({});
    expect([...services.keys()]).toEqual(['postgres', 'migrate', 'app']);
    expect(services.get('app')?.environment).not.toHaveProperty('REDIS_URL');
    expect(Object.keys(services.get('app')?.depends_on ?? {})).toEqual(['migrate']);
  });

  it('grow with the modules that need them', () => {
    const services = servicesOf({ queue: { driver: 'bullmq' }, alerts: {} });
    expect([...services.keys()]).toEqual(['postgres', 'redis', 'mailpit', 'migrate', 'app', 'worker']);
    expect(services.get('worker')?.environment).toMatchObject({
      REDIS_URL: 'redis://redis:6379',
      MAIL_URL: 'smtp://mailpit:1025',
    });
    expect(Object.keys(services.get('worker')?.depends_on ?? {})).toEqual(['migrate', 'redis', 'mailpit']);
  });

  it('load what a vendor must see first', () => {
    const services = servicesOf({ queue: {}, monitoring: { vendor: 'sentry' } });
    expect(services.get('worker')?.command).toEqual([
      'node',
      '--enable-source-maps',
      '--import',
      './dist/instrument.js',
      'dist/worker.js',
    ]);
  });
});

describe('the scripts of package.json', () => {
  const scriptsOf = (answers: Answers) =>
    resolve(answers, 'shop').modules.flatMap(({ module, context }) =>
      module
        .facts(context)
        .flatMap((fact) => (fact.kind === 'script' ? [`${fact.key}: ${fact.command}`] : [])),
    );

  it('load what a vendor must see first', () => {
    const scripts = scriptsOf({ monitoring: { vendor: 'sentry' }, queue: {} });
    expect(scripts).toContain('dev: tsx watch --import ./src/instrument.ts src/main.ts');
    expect(scripts).toContain('dev:worker: tsx watch --import ./src/instrument.ts src/worker.ts');
    expect(scripts).toContain('start: node --enable-source-maps --import ./dist/instrument.js dist/main.js');
  });

  it('install the hook against secrets where the package manager runs them', () => {
    const hook = 'node scripts/install-git-hook.mjs';
    expect(scriptsOf({ secrets: {} })).toContain(`prepare: ${hook}`);
    expect(scriptsOf({ app: { packageManager: 'yarn' }, secrets: {} })).toContain(`postinstall: ${hook}`);
  });
});
