import type { Finding, Host } from '../project/host.js';
import type { Choice, Seam } from './framework.js';
import { dialects, findSeam, recognise } from './framework.js';

/** What finding out about a project reads with: texts, and the names in a folder. */
export interface HostReader {
  read(path: string): string | null;
  /** Empty when there is no such folder. */
  list(folder: string): readonly string[];
}

export type HostSearch =
  | {
      readonly status: 'found';
      readonly host: Host;
      readonly seam: Seam;
      readonly findings: readonly Finding[];
    }
  | {
      readonly status: 'several';
      readonly what: 'app' | 'package';
      readonly places: readonly Choice[];
      readonly findings: readonly Finding[];
    }
  | {
      readonly status: 'none';
      readonly reason: string;
      readonly why: string;
      readonly next: string;
      readonly findings: readonly Finding[];
    };

/** Finds out what a project is: its framework, its app with the places around it, and how it is built. */
export function findHost(reader: HostReader, chosen: { readonly app?: string }): HostSearch {
  const [dialect] = recognise(reader);
  if (dialect === undefined) {
    const known = dialects.map(({ title }) => title).join(', ');
    return {
      status: 'none',
      reason: 'unsupported',
      why: `it depends on none of ${known}`,
      next: 'Look at backend info.',
      findings: [],
    };
  }
  const search = findSeam(reader, dialect, chosen.app);
  if (search.status === 'none')
    return {
      status: 'none',
      reason: 'no-app',
      why: search.why,
      next: 'Name it with --app FILE:LINE.',
      findings: [],
    };
  if (search.status === 'several')
    return { status: 'several', what: 'app', places: search.places, findings: [] };
  return { status: 'found', seam: search.seam, findings: [], host: hostOf(dialect.id) };
}

function hostOf(framework: string): Host {
  return {
    framework: framework === 'fastify' ? 'fastify' : 'express',
    frameworkMajor: 5,
    nestPlatform: null,
    typescript: '5.0',
    modules: 'cjs',
    suffix: '',
    defaultImports: true,
    decorators: false,
    sourceRoot: 'src',
    folder: 'src/platform',
    style: {
      quotes: 'single',
      semicolons: true,
      indent: '  ',
      eol: '\n',
      lineWidth: 80,
      trailingCommas: 'all',
      bracketSpacing: true,
      arrowParens: 'always',
      fileNames: 'kebab',
    },
    packageManager: 'npm',
    rangePrefix: '^',
    envExample: '.env.example',
    orm: null,
    logger: null,
    redis: null,
    queue: null,
    packages: [],
    versioning: null,
    globalPrefix: '',
  };
}
