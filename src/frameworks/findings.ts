import { lineNumber } from '../edit/splice.js';
import type { Certainty, Finding, Host, LoggerLibrary, QueueLibrary, RedisLibrary } from '../project/host.js';
import type { AnchorFound } from './anchors.js';
import { has, rangeOf, versionOf } from './dependencies.js';
import type { Dialect } from './dialect.js';
import type { Seam } from './framework.js';
import { typescriptOf } from './language.js';
import type { FoundLibrary, FoundOrm } from './libraries.js';
import type { Placed } from './nest-app.js';
import type { Program } from './program.js';
import type { readStyle } from './style.js';
import type { packageManagerIn } from './workspace.js';

/** What was gathered besides the app; each is looked for once. */
export interface Evidence {
  readonly styled: ReturnType<typeof readStyle>;
  readonly manager: ReturnType<typeof packageManagerIn>;
  readonly orm: FoundOrm | null;
  readonly logger: FoundLibrary<LoggerLibrary> | null;
  readonly redis: FoundLibrary<RedisLibrary> | null;
  readonly queue: FoundLibrary<QueueLibrary> | null;
  readonly versioning: Placed<NonNullable<Host['versioning']>> | null;
  readonly prefix: Placed<string> | null;
}

interface Found {
  readonly program: Program;
  readonly entries: readonly string[];
  readonly dialect: Dialect;
  readonly seam: Seam;
  readonly host: Host;
  readonly evidence: Evidence;
}

/** Everything that was found, each with its place and how sure it is. */
export function findingsOf({ program, entries, dialect, seam, host, evidence }: Found): readonly Finding[] {
  const { manager, styled, versioning, prefix } = evidence;
  const { sources } = program;
  const manifest = (
    about: string,
    what: string,
    name: string,
    certainty: Certainty = 'certain',
  ): Finding => ({
    about,
    what,
    file: 'package.json',
    line: lineOf(sources.read('package.json') ?? '', `"${name}"`),
    certainty,
  });
  const packageName = [dialect.packageName, ...(dialect.morePackages ?? [])].find((name) =>
    has(sources, name),
  );
  const framework = packageName ?? dialect.packageName;
  const typescript = typescriptOf(sources);
  const { config } = sources;
  return [
    manifest(
      'framework',
      `${dialect.title} ${host.frameworkMajor}${host.nestPlatform === null ? '' : ` on ${host.nestPlatform}`}`,
      framework,
    ),
    whole(
      'entry',
      entries[0] ?? seam.file,
      entries[0] ?? seam.file,
      entries.length > 1 ? 'likely' : 'certain',
    ),
    { about: 'app', what: seam.code, file: seam.file, line: seam.line, certainty: 'certain' },
    anchorFinding('install', seam.anchors.install),
    ...(dialect.id === 'express' ? [anchorFinding('finish', seam.anchors.finish)] : []),
    ...(seam.signals === null
      ? []
      : [
          {
            about: 'signals',
            what: 'SIGTERM or SIGINT is handled',
            file: seam.signals.file,
            line: seam.signals.line,
            certainty: 'certain' as const,
          },
        ]),
    whole(
      'typescript',
      `TypeScript ${host.typescript}`,
      typescript.file,
      typescript.file === null
        ? 'assumed'
        : versionOf(sources, 'typescript')?.from === 'package.json'
          ? 'likely'
          : 'certain',
    ),
    whole(
      'modules',
      `${host.modules === 'esm' ? 'ES modules' : 'CommonJS'}, relative imports end in ${host.suffix === '' ? 'nothing' : host.suffix}${aliasWord(host)}`,
      config.file,
      config.file === null ? 'likely' : 'certain',
    ),
    whole(
      'package manager',
      host.packageManager,
      manager.file,
      manager.file === null ? 'assumed' : 'certain',
    ),
    whole('style', describeStyle(host), styled.from, styled.from === null ? 'likely' : 'certain'),
    whole('sources', `${host.sourceRoot}; files of modules would go into ${host.folder}`, null, 'likely'),
    whole(
      'variables',
      host.envExample,
      sources.exists(host.envExample) ? host.envExample : null,
      sources.exists(host.envExample) ? 'certain' : 'assumed',
    ),
    ...(host.envSchema === undefined
      ? []
      : [whole('variables', `checked by ${host.envSchema.library}`, host.envSchema.file, 'likely')]),
    ...library('ORM', evidence.orm, program),
    ...library('logger', evidence.logger, program),
    ...library('Redis', evidence.redis, program),
    ...library('queue', evidence.queue, program),
    ...(versioning === null
      ? []
      : [
          {
            about: 'versioning',
            what: versioning.value === 'nest' ? 'enableVersioning of NestJS' : 'routes under a version',
            file: versioning.file,
            line: versioning.line,
            certainty: versioning.value === 'nest' ? ('certain' as const) : ('likely' as const),
          },
        ]),
    ...(prefix === null
      ? []
      : [
          {
            about: 'prefix',
            what: prefix.value === '' ? 'set while running' : `/${prefix.value}`,
            file: prefix.file,
            line: prefix.line,
            certainty: prefix.value === '' ? ('assumed' as const) : ('certain' as const),
          },
        ]),
    ...host.packages.map((name) =>
      manifest('package', `${name} ${rangeOf(sources, name) ?? ''}`.trim(), name),
    ),
  ];
}

const whole = (about: string, what: string, file: string | null, certainty: Certainty): Finding => ({
  about,
  what,
  file,
  line: null,
  certainty,
});

function lineOf(text: string, words: string): number | null {
  const at = text.indexOf(words);
  return at === -1 ? null : lineNumber(text, at);
}

function anchorFinding(anchor: string, found: AnchorFound): Finding {
  if (found.status === 'none') return whole(anchor, `not found: ${found.why}`, null, 'certain');
  const { file, line, description, scope } = found.anchor;
  const what = scope === null ? description : `${description}, in ${scope}`;
  return {
    about: anchor,
    what,
    file,
    line,
    certainty: /after the (last|app)/.test(description)
      ? 'certain'
      : /and adds its routes/.test(description)
        ? 'assumed'
        : 'likely',
  };
}

function library(about: string, found: FoundLibrary<string> | null, program: Program): readonly Finding[] {
  if (found === null) return [];
  const { used, range, line } = found;
  if (used.instance === null) {
    const text = program.sources.read('package.json') ?? '';
    return [
      {
        about,
        what: `${used.library} ${range}, no exported instance`,
        file: 'package.json',
        line: lineOf(text, `"${used.library}`),
        certainty: 'likely',
      },
    ];
  }
  const { file, name, isDefault } = used.instance;
  return [
    {
      about,
      what: `${used.library} ${range}, ${isDefault ? 'the default export' : name}`,
      file,
      line,
      certainty: 'certain',
    },
  ];
}

function describeStyle({ style }: Host): string {
  const indent = style.indent === '\t' ? 'tabs' : `${style.indent.length} spaces`;
  const eol = style.eol === '\n' ? '' : ', CRLF';
  return `${indent}, ${style.quotes} quotes, ${style.semicolons ? 'semicolons' : 'no semicolons'}, ${style.lineWidth} columns${eol}; files like ${exampleNames[style.fileNames]}`;
}

const exampleNames = {
  kebab: 'route-cache.ts',
  camel: 'routeCache.ts',
  snake: 'route_cache.ts',
  pascal: 'RouteCache.ts',
};

const aliasWord = ({ alias }: Host): string =>
  alias === undefined ? '' : `, others are imported by ${alias.prefix}* for ${alias.folder}`;
