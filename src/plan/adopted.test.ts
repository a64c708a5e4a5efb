import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hosts } from '../../fixtures/hosts/hosts.js';
import type { Fact } from '../facts/fact.js';
import { type Adoption, moduleInHost } from '../modules/adopted.js';
import { monitoring } from '../modules/monitoring.js';
import { versioning } from '../modules/versioning.js';
import type { ExportedValue, Host } from '../project/host.js';
import { renderFiles, renderFilesFor, type WantedFile } from './files.js';
import { type Answers, type Resolution, resolve } from './resolve.js';

const schemes = ['url-path', 'namespace', 'host', 'query', 'accept-header'] as const;

/** What the HTTP-facing modules can be asked for: everything, with each scheme and vendor, and each one alone. */
const asked: readonly Answers[] = [
  ...schemes.map((scheme, index) => ({
    logging: {},
    health: {},
    versioning: { scheme },
    monitoring: { vendor: index % 2 === 0 ? 'prometheus' : 'sentry' },
    alerts: {},
  })),
  { logging: {} },
  { health: {} },
  { versioning: {} },
  { monitoring: {} },
  { monitoring: { vendor: 'sentry' } },
  { alerts: {} },
];

function adoptionOf(host: Host, handlesSignals: boolean): Adoption {
  const near = { side: 'behind', words: '', description: '' } as const;
  const place = { file: 'src/main.ts', framework: host.framework, app: 'app', scope: null, suffix: '', near };
  return { host, install: place, finish: place, handlesSignals };
}

interface Case {
  readonly name: string;
  readonly host: Host;
  readonly resolution: Resolution;
  readonly files: readonly WantedFile[];
}

const cases: readonly Case[] = Object.entries(hosts).flatMap(([name, host]) =>
  asked.flatMap((answers) =>
    [true, false].map((handlesSignals) => {
      const adoption = adoptionOf(host, handlesSignals);
      const resolution = resolve(answers, 'shop', adoption);
      return { name, host, resolution, files: renderFiles(resolution, 'shop', host) };
    }),
  ),
);

const factsOf = ({ resolution }: Case): readonly Fact[] =>
  resolution.modules.flatMap(({ module, context }) => module.facts(context));

/** What packages the host is known to have, besides those that a module declares. */
function packagesOf(host: Host): readonly string[] {
  const { framework, logger, packages } = host;
  const own = framework === 'nest' ? ['@nestjs/common', 'rxjs'] : [framework];
  return [...own, ...packages, ...(logger === null ? [] : [logger.library])];
}

const importOf = /(?:\bfrom |\bimport |import\()'([^']+)'/g;
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** What the oldest compilers and the oldest `lib` that are supported don't know. */
const tooNew =
  /\.at\(|\.replaceAll\(|Object\.(fromEntries|hasOwn)|\.flatMap\(|\.flat\(|\.allSettled|\.finally\(|\.toSorted|structuredClone|\bcause\b:|\?\?=|^await |^\s+#|constructor\(\s*(private|readonly)|\benum /m;

describe('the HTTP-facing modules in an adopted backend', () => {
  it.each(Object.keys(hosts))('are rendered for %s, with every import leading somewhere', (name) => {
    for (const each of cases.filter((one) => one.name === name)) {
      const { host, files } = each;
      const paths = new Set(files.map(({ path }) => path));
      const declared = factsOf(each).flatMap((fact) => (fact.kind === 'dependency' ? [fact.key] : []));
      const known = new Set([...packagesOf(host), ...declared]);
      for (const { path, text } of files) {
        for (const [, specifier = ''] of text.matchAll(importOf)) {
          if (specifier.startsWith('host:')) {
            const what = specifier.slice('host:'.length) as 'logger' | 'redis';
            expect(host[what]?.instance, `${path} uses ${specifier}`).toBeTruthy();
          } else if (specifier.startsWith('.')) {
            const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
            expect(paths, `${path} imports ${specifier}`).toContain(target);
          } else if (!isBuiltin(specifier)) {
            expect(known, `${path} imports ${specifier}`).toContain(packageOf(specifier));
          }
        }
      }
    }
  });

  it('declare every package that they use and no other', () => {
    for (const each of cases) {
      const text = each.files.map((file) => file.text).join('\n');
      for (const fact of factsOf(each)) {
        if (fact.kind !== 'dependency' || fact.key.startsWith('@types/')) continue;
        expect(text, `${each.name} declares ${fact.key}`).toContain(`'${fact.key}'`);
      }
    }
  });

  it('show every variable that they read in the example of variables', () => {
    for (const each of cases) {
      const shown = new Set(factsOf(each).flatMap((fact) => (fact.kind === 'env' ? [fact.key] : [])));
      const read = new Set(
        each.files
          .filter(({ path }) => path !== 'src/platform/settings/env.ts')
          .flatMap(({ text }) => [...text.matchAll(/env\.\w+\('(\w+)'/g)].map(([, key]) => key ?? '')),
      );
      read.delete('NODE_ENV');
      expect([...shown].sort(), each.name).toEqual([...read].sort());
    }
  });

  it('are written in what the oldest compiler and library know', () => {
    for (const { name, files } of cases) {
      for (const { path, text } of files) {
        expect(tooNew.exec(text)?.[0], `${path} in ${name}`).toBeUndefined();
      }
    }
  });

  it('import with the endings, the file names and the instances of the project', async () => {
    const value: ExportedValue = { file: 'lib/log.ts', name: 'logger', isDefault: true };
    const host: Host = {
      ...(hosts['express-4'] as Host),
      folder: 'lib/platform',
      logger: { library: 'winston', major: 3, instance: value },
      style: { ...(hosts['express-4'] as Host).style, quotes: 'double', fileNames: 'camel' },
    };
    const adoption = adoptionOf(host, false);
    const files = await renderFilesFor(resolve({ logging: {} }, 'shop', adoption), 'shop', adoption);
    const textOf = (path: string) => files.find((file) => file.path === path)?.text;
    expect(textOf('lib/platform/logger.ts')).toContain('import instance from "../log";');
    expect(textOf('lib/platform/logging/requestLine.ts')).toContain('import { logger } from "../logger";');
    expect(textOf('lib/platform/index.ts')).toContain('app.use(followRequests);');
  });

  it('give an Express app something to finish only when errors are reported', () => {
    const finishes = (answers: Answers): boolean => {
      const { modules } = resolve(answers, 'shop', adoptionOf(hosts['express-5'] as Host, false));
      return modules.some(({ module, context }) =>
        module.wires(context).some(({ anchor }) => anchor === 'finish'),
      );
    };
    expect(finishes({ alerts: {} })).toBe(true);
    expect(finishes({ monitoring: { vendor: 'sentry' } })).toBe(true);
    expect(finishes({ monitoring: {}, health: {}, logging: {}, versioning: {} })).toBe(false);
  });

  it('leave the signals to a handler that is there', () => {
    const index = (handlesSignals: boolean): string => {
      const adoption = adoptionOf(hosts['koa-2'] as Host, handlesSignals);
      const files = renderFiles(resolve({ health: {} }, 'shop', adoption), 'shop', adoption.host);
      return files.find(({ path }) => path === 'src/platform/lifecycle.ts')?.text ?? '';
    };
    expect(index(false)).toContain('process.exit(0)');
    expect(index(true)).not.toContain('process.exit');
  });

  it('take one vendor, and none that must load first', () => {
    const host = hosts['koa-3'] as Host;
    const problems = (vendor: readonly string[]): string =>
      resolve({ monitoring: { vendor } }, 'shop', adoptionOf(host, false))
        .problems.map(({ what }) => what)
        .join();
    expect(problems(['prometheus', 'sentry'])).toContain('monitoring.vendor=prometheus');
    expect(problems(['datadog'])).toContain('datadog must load before all other code');
    expect(problems(['sentry'])).toBe('');
  });

  it('put no second Sentry beside the one that is there', () => {
    const host: Host = { ...(hosts['koa-3'] as Host), packages: ['@sentry/node'] };
    const adopted = moduleInHost(monitoring, adoptionOf(host, false));
    const { problems } = resolve({ monitoring: { vendor: 'sentry' } }, 'shop', adoptionOf(host, false));
    expect(problems.map(({ what }) => what).join()).toContain('Sentry is set up in this backend already');
    expect(resolve({ monitoring: {} }, 'shop', adoptionOf(host, false)).problems).toEqual([]);
    expect(adopted?.role).toBe('module');
  });

  it('say that NestJS stays in charge of the versions that it has', () => {
    const adoption = adoptionOf(hosts['nest-12-versioned'] as Host, false);
    const { modules } = resolve({ versioning: {} }, 'shop', adoption);
    const notes = modules.flatMap(({ module, context }) => module.notes(context)).join();
    expect(notes).toContain('enableVersioning');
    const texts = renderFiles(resolve({ versioning: {} }, 'shop', adoption), 'shop', adoption.host);
    expect(texts.map(({ text }) => text).join()).not.toContain('withoutVersion');
    expect(versioning.adopted).not.toBeNull();
  });
});
