import type { Finding, Host, HostFramework } from '../project/host.js';
import { aliasIn, aliasOf } from './alias.js';
import { has, rangePrefixOf, versionOf } from './dependencies.js';
import type { Dialect } from './dialect.js';
import { findEntries } from './entry.js';
import { envSchemaOf } from './env-schema.js';
import { type Evidence, findingsOf } from './findings.js';
import { recognise, type Seam, type SeamSearch, seamIn } from './framework.js';
import { knownFrameworks } from './known.js';
import { readLanguage } from './language.js';
import { envExampleOf, ownedFolder, sourceRootOf } from './layout.js';
import { loggerOf, notablePackages, ormOf, queueOf, redisOf } from './libraries.js';
import { globalPrefixOf, nestPlatformOf, versioningOf } from './nest-app.js';
import { type Program, readProgram } from './program.js';
import { type Refusal, refuse, refuseOld, type Several, screenHost } from './screen.js';
import { type HostReader, Sources } from './sources.js';
import { readStyle } from './style.js';
import { otherFramework } from './unsupported.js';
import { packageManagerIn } from './workspace.js';

export type { HostReader } from './sources.js';

export interface FoundHost {
  readonly status: 'found';
  readonly host: Host;
  readonly seam: Seam;
  readonly findings: readonly Finding[];
}

export type HostSearch = FoundHost | Several | Refusal;

/**
 * Finds out what a backend that create-backend didn't make is built with, and where its app is. Reads package.json and
 * what it and the entry lead to, nothing else. `app` is a file, or a place as `file:line`.
 */
export function findHost(reader: HostReader, chosen: { readonly app?: string }): HostSearch {
  const sources = Sources.of(reader);
  const file = chosen.app?.replace(/:\d+$/, '');
  const screened = screenHost(sources);
  const named = file !== undefined && sources.exists(file);
  if (screened !== null && !(named && screened.status === 'none' && screened.reason === 'no-entry'))
    return screened;
  const entries = findEntries(sources);
  const program = readProgram(sources, named ? [file, ...entries] : entries);
  const searches = recognise(sources).map((dialect) => ({
    dialect,
    search: seamIn(program, entries, dialect, chosen.app),
  }));
  const found = searches.find(({ search }) => search.status === 'found');
  const several = searches.find(({ search }) => search.status === 'several');
  const first = found ?? several ?? searches[0];
  if (first === undefined)
    return refuse(
      'no-app',
      'package.json names no framework that is known here',
      'Name the app with --app FILE:LINE.',
    );
  return answer(program, entries, first.dialect, first.search);
}

function answer(
  program: Program,
  entries: readonly string[],
  dialect: Dialect,
  search: SeamSearch,
): HostSearch {
  if (search.status === 'several')
    return { status: 'several', what: 'app', places: search.places, findings: [] };
  if (search.status === 'none') {
    const other = otherFramework(program.sources);
    if (other !== null) {
      return refuse(
        'unsupported',
        `this is a project on ${other}, which modules can't be added to (${search.why})`,
        `Modules need an app that the project's own code makes with ${dialect.title}.`,
      );
    }
    return refuse('no-app', search.why, 'Name the file that makes it with --app FILE or --app FILE:LINE.');
  }
  const known = knownFrameworks.find(({ id }) => id === dialect.id);
  const old = known === undefined ? null : refuseOld(program.sources, known);
  if (old !== null) return old;
  const { seam } = search;
  const { install } = seam.anchors;
  if (install.status === 'none') {
    return refuse(
      'no-place',
      `the ${dialect.title} app is made at ${seam.file}:${seam.line}, but there is no line where modules could be installed: ${install.why}`,
      'Give the app a name (const app = ...) on a line of its own, and try again.',
    );
  }
  const evidence = gather(program, dialect);
  const host = {
    ...hostOf(program, entries[0] ?? seam.file, dialect, install.anchor.file, evidence),
    ...beginning(program, entries),
  };
  return {
    status: 'found',
    host,
    seam,
    findings: findingsOf({ program, entries, dialect, seam, host, evidence }),
  };
}

/** Where code must stand that runs before all other. */
function beginning(program: Program, [file, other]: readonly string[]): Pick<Host, 'entry'> {
  if (file === undefined || other !== undefined) return {};
  const alias = aliasIn(program, file, sourceRootOf(file, program.sources.config.rootDir));
  return { entry: alias === null ? { file } : { file, alias } };
}

function gather(program: Program, dialect: Dialect): Evidence {
  const texts = program.files.map((file) => ({ file, text: program.text(file) }));
  return {
    styled: readStyle(program.sources, texts),
    manager: packageManagerIn(program.sources),
    orm: ormOf(program),
    logger: loggerOf(program),
    redis: redisOf(program),
    queue: queueOf(program),
    versioning: versioningOf(program, dialect),
    prefix: globalPrefixOf(program, dialect),
  };
}

function hostOf(
  program: Program,
  entry: string,
  dialect: Dialect,
  app: string,
  { styled, manager, orm, logger, redis, queue, versioning, prefix }: Evidence,
): Host {
  const { sources } = program;
  const sourceRoot = sourceRootOf(app, sources.config.rootDir);
  const folder = ownedFolder(sources, sourceRoot, app);
  const alias = aliasOf(program, folder);
  const schema = envSchemaOf(program);
  return {
    framework: frameworkId(dialect),
    frameworkMajor: majorOf(sources, dialect),
    nestPlatform: dialect.id === 'nest' ? nestPlatformOf(program) : null,
    ...readLanguage(sources, entry, program.specifiers),
    sourceRoot,
    folder,
    ...(alias === null ? {} : { alias }),
    style: styled.style,
    packageManager: manager.id,
    rangePrefix: rangePrefixOf(sources),
    envExample: envExampleOf(sources),
    ...(schema === null ? {} : { envSchema: schema }),
    orm: orm?.used ?? null,
    logger: logger?.used ?? null,
    redis: redis?.used ?? null,
    queue: queue?.used ?? null,
    packages: notablePackages(sources),
    versioning: versioning?.value ?? null,
    globalPrefix: prefix?.value ?? '',
  };
}

const majorOf = (sources: Sources, { packageName, morePackages = [] }: Dialect): number =>
  versionOf(sources, [packageName, ...morePackages].find((name) => has(sources, name)) ?? packageName)
    ?.version[0] ?? 0;

function frameworkId({ id }: Dialect): HostFramework {
  const ids: readonly HostFramework[] = ['express', 'fastify', 'nest', 'hono', 'koa'];
  const found = ids.find((other) => other === id);
  if (found === undefined) throw new Error(`${id} is not a framework of hosts.`);
  return found;
}
