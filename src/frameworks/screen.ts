import type { Finding } from '../project/host.js';
import type { Choice } from './births.js';
import { has, versionOf, workspaceFolders } from './dependencies.js';
import { findEntries } from './entry.js';
import { type KnownFramework, knownFrameworks } from './known.js';
import { isOld, typescriptOf } from './language.js';
import { type HostReader, Sources } from './sources.js';
import { otherFramework } from './unsupported.js';
import { backendsIn } from './workspace.js';

export type NoHost =
  | 'no-package'
  | 'javascript'
  | 'unsupported'
  | 'old-framework'
  | 'old-typescript'
  | 'old-node-types'
  | 'no-entry'
  | 'no-app'
  | 'no-place';

/** Why modules can't be added to a project, in one sentence, and what to do about it. */
export interface Refusal {
  readonly status: 'none';
  readonly reason: NoHost;
  readonly why: string;
  readonly next: string;
  readonly findings: readonly Finding[];
}

export interface Several {
  readonly status: 'several';
  readonly what: 'app' | 'package';
  readonly places: readonly Choice[];
  readonly findings: readonly Finding[];
}

export const refuse = (
  reason: NoHost,
  why: string,
  next: string,
  findings: readonly Finding[] = [],
): Refusal => ({ status: 'none', reason, why, next, findings });

const supported = 'Express 4 and 5, Fastify 4 and 5, NestJS 10 to 12, Hono 4, and Koa 2 and 3';
const create = 'Or create a backend beside it with npx create-backend my-api, and move your routes over.';

/** Decides what package.json and the names of files decide alone, without parsing code; null: the code has to tell. */
export function screenHost(reader: HostReader): Refusal | Several | null {
  const sources = Sources.of(reader);
  if (!sources.exists('package.json')) {
    return refuse(
      'no-package',
      'there is no package.json here',
      'Go to the folder of a backend, or create one with npx create-backend my-api.',
    );
  }
  const frameworks = knownFrameworks.filter(({ packages }) => packages.some((name) => has(sources, name)));
  const entries = findEntries(sources);
  if (frameworks.length === 0 || entries.length === 0) {
    const places = backendsIn(sources);
    if (places.length > 0) return { status: 'several', what: 'package', places, findings: [] };
  }
  if (frameworks.length === 0) {
    const other = otherFramework(sources);
    return other === null
      ? refuse(
          'no-app',
          'package.json names no framework for web applications',
          `Go to the package with the server. Modules go into ${supported}.`,
        )
      : refuse(
          'unsupported',
          `this is a project on ${other}, which modules can't be added to`,
          `Modules go into ${supported}. ${create}`,
        );
  }
  const titles = frameworks.map(({ title }) => title).join(' and ');
  if (entries.length === 0) return withoutEntry(sources, titles);
  const old = frameworks.map((framework) => refuseOld(sources, framework));
  // Of several, the one that makes the app decides, and only the code tells which one that is.
  if (old[0] && old.every((refusal) => refusal !== null)) return old[0];
  const { version, file } = typescriptOf(sources);
  if (isOld(version)) {
    return refuse(
      'old-typescript',
      `it is on TypeScript ${version} (${file ?? 'package.json'}), and the code of modules needs 4.7`,
      'Upgrade it with: npm install --save-dev typescript@4.9, or a newer one.',
    );
  }
  const types = versionOf(sources, '@types/node');
  if (types !== null && types.version[0] < oldestNodeTypes) {
    return refuse(
      'old-node-types',
      `it has the types of Node ${types.version[0]} (${types.file}), and the code of modules needs those of ${oldestNodeTypes}`,
      'Upgrade them with: npm install --save-dev @types/node@20',
    );
  }
  return null;
}

/** The refusal of a framework's major version from before those that the code of modules is written for. */
export function refuseOld(sources: Sources, framework: KnownFramework): Refusal | null {
  const { title, oldest, packages } = framework;
  const found = has(sources, packages[0]) ? versionOf(sources, packages[0]) : null;
  if (found === null || found.version[0] >= oldest) return null;
  return refuse(
    'old-framework',
    `it is on ${title} ${found.version[0]} (${found.file}), and the code of modules needs ${title} ${oldest}`,
    `Upgrade it first: modules go into ${supported}.`,
  );
}

/** The first types of Node that know modules by names such as `node:http` for certain. */
const oldestNodeTypes = 16;

function withoutEntry(sources: Sources, titles: string): Refusal {
  const typed =
    has(sources, 'typescript') ||
    workspaceFolders.slice(0, 1).some((above) => sources.exists(`${above}tsconfig.json`));
  if (typed) {
    return refuse(
      'no-entry',
      `${titles} is in package.json, but no TypeScript file was found that the project starts from (main, bin and scripts of package.json, and the usual names)`,
      'Name it with --app FILE.',
    );
  }
  return refuse(
    'javascript',
    `this is a project on ${titles} in plain JavaScript, and modules are TypeScript`,
    `Rename its entry to .ts and add TypeScript (npm install --save-dev typescript @types/node) first. ${create}`,
  );
}
