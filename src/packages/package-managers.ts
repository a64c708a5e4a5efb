export type PackageManagerId = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** A file that a package manager needs in the project, so that a plain install works. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

/** What is known of a package manager; all of it was tried with the version in `release`. */
export interface PackageManager {
  readonly id: PackageManagerId;
  readonly label: string;
  /** The release that all this was tried with, as `packageManager` of package.json would say it. */
  readonly release: string;
  /** The prefixes of commands for people: a script, a program of a dependency. */
  readonly run: string;
  readonly exec: string;
  readonly install: string;
  /** Installs exactly the lockfile and fails when it doesn't fit. */
  readonly ci: string;
  /** The arguments and environment of an install that may write the lockfile, also when `CI` is set. */
  readonly installArguments: readonly string[];
  readonly installEnvironment: Readonly<Record<string, string>>;
  /** Lockfiles that it writes, the current one first. */
  readonly lockfiles: readonly [string, ...string[]];
  /** What it leaves in the project and no repository wants, besides node_modules. */
  readonly ignored: readonly string[];
  /** How to get the program when it is missing; null when it comes with Node. */
  readonly obtain: string | null;
  /** What it does with the install scripts of dependencies when nobody has said anything about them. */
  readonly unapprovedBuilds: 'run' | 'skip' | 'fail';
}

export const packageManagers: Readonly<Record<PackageManagerId, PackageManager>> = {
  npm: {
    id: 'npm',
    label: 'npm',
    release: 'npm@11.19.1',
    run: 'npm run',
    exec: 'npx',
    install: 'npm install',
    ci: 'npm ci',
    installArguments: ['install', '--no-audit', '--no-fund'],
    installEnvironment: {},
    lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    ignored: [],
    obtain: null,
    unapprovedBuilds: 'run',
  },
  pnpm: {
    id: 'pnpm',
    label: 'pnpm',
    release: 'pnpm@12.21.0',
    run: 'pnpm',
    exec: 'pnpm exec',
    install: 'pnpm install',
    ci: 'pnpm install --frozen-lockfile',
    // With CI set, a lockfile that doesn't fit the changed package.json is an error by default.
    installArguments: ['install', '--no-frozen-lockfile'],
    installEnvironment: {},
    lockfiles: ['pnpm-lock.yaml'],
    ignored: [],
    obtain: 'npm install --global pnpm',
    // ERR_PNPM_IGNORED_BUILDS: everything is installed, and the exit code is 1.
    unapprovedBuilds: 'fail',
  },
  yarn: {
    id: 'yarn',
    label: 'Yarn',
    release: 'yarn@4.18.1',
    run: 'yarn',
    exec: 'yarn exec',
    install: 'yarn install',
    ci: 'yarn install --immutable',
    installArguments: ['install'],
    // With CI set, even the first lockfile is refused by default. A variable, because Yarn 1 doesn't know the flag.
    installEnvironment: { YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
    lockfiles: ['yarn.lock'],
    ignored: ['.yarn/'],
    obtain: 'corepack enable',
    unapprovedBuilds: 'skip',
  },
  bun: {
    id: 'bun',
    label: 'Bun',
    release: 'bun@1.4.5',
    run: 'bun run',
    exec: 'bunx',
    install: 'bun install',
    ci: 'bun install --frozen-lockfile',
    installArguments: ['install'],
    installEnvironment: {},
    lockfiles: ['bun.lock', 'bun.lockb'],
    ignored: [],
    obtain: 'npm install --global bun',
    unapprovedBuilds: 'skip',
  },
};

/**
 * Packages with install scripts below the dependencies that have them, and whether the scripts are worth running.
 * esbuild's puts its binary in place of a slower launcher; that of @prisma/engines fetches the program for migrations,
 * which Prisma's own only looks at the version of Node; msgpackr-extract compiles only where nothing is prebuilt, and
 * BullMQ runs without it; @scarf/scarf reports the install to its maker.
 */
const buildScripts: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  tsx: { esbuild: true },
  vitest: { esbuild: true },
  'drizzle-kit': { esbuild: true },
  prisma: { '@prisma/engines': true, prisma: false },
  bullmq: { 'msgpackr-extract': false },
  'swagger-ui-express': { '@scarf/scarf': false },
  '@nestjs/swagger': { '@scarf/scarf': false },
};

/** The packages with install scripts that come with these dependencies, sorted, and whether they should run. */
export function buildApprovals(dependencies: Iterable<string>): ReadonlyMap<string, boolean> {
  const approvals = [...dependencies].flatMap((name) => Object.entries(buildScripts[name] ?? {}));
  return new Map(approvals.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The settings without which an install fails, or leaves programs that don't start; null when none are needed.
 * pnpm wants every install script decided on; Yarn's Plug'n'Play hides the dependencies from a plain `node`.
 */
export function packageManagerSettings(id: string, dependencies: Iterable<string>): SettingsFile | null {
  if (id === 'yarn') return { path: '.yarnrc.yml', text: 'nodeLinker: node-modules\n' };
  if (id !== 'pnpm') return null;
  const lines = [...buildApprovals(dependencies)].map(
    ([name, allowed]) => `  ${name.startsWith('@') ? `'${name}'` : name}: ${allowed}`,
  );
  return lines.length === 0
    ? null
    : { path: 'pnpm-workspace.yaml', text: `${['allowBuilds:', ...lines].join('\n')}\n` };
}

const isPackageManagerId = (id: string): id is PackageManagerId => Object.hasOwn(packageManagers, id);

/** What is known of a package manager; one that isn't known is npm. */
export const packageManagerOf = (id: string): PackageManager =>
  packageManagers[isPackageManagerId(id) ? id : 'npm'];

/** What templates may say of a package manager. */
export function packageManagerView(id: string): Readonly<Record<string, string>> {
  const { run, exec, install, ci, lockfiles } = packageManagerOf(id);
  return { id: packageManagerOf(id).id, run, exec, install, ci, lockfile: lockfiles[0] };
}

export interface DetectionSources {
  /** The text of a file at the root of the project or workspace; null when there is none. */
  readonly read: (path: string) => string | null;
  readonly exists: (path: string) => boolean;
  /** The variable `npm_config_user_agent`, by which a package manager says who it is to what it runs. */
  readonly userAgent?: string | undefined;
}

export interface DetectedPackageManager {
  readonly id: PackageManagerId;
  /** The version, as far as the source tells it: `4.18.1`, `1`, or null. Yarn 1 is another program than Yarn 4. */
  readonly version: string | null;
  readonly source: 'package.json' | 'lockfile' | 'user agent' | 'default';
  /** Lockfiles of other package managers, which will go stale. */
  readonly strays: readonly string[];
}

/** Which package manager a project uses: what package.json says, else its lockfile, else who runs us, else npm. */
export function detectPackageManager({ read, exists, userAgent }: DetectionSources): DetectedPackageManager {
  const present = Object.values(packageManagers).flatMap(({ id, lockfiles }) =>
    lockfiles.filter(exists).map((file) => ({ id, file })),
  );
  const straysOf = (id: PackageManagerId) =>
    present.filter((found) => found.id !== id).map(({ file }) => file);
  const declared = parse(fieldOf(read('package.json')), '@');
  if (declared !== null) return { ...declared, source: 'package.json', strays: straysOf(declared.id) };
  // npm's lockfile is often left over from a first try: any other one tells more.
  const locked = present.find(({ id }) => id !== 'npm') ?? present[0];
  if (locked !== undefined) {
    return {
      id: locked.id,
      version: yarnVersion(locked.file, read),
      source: 'lockfile',
      strays: straysOf(locked.id),
    };
  }
  const agent = parse(userAgent?.split(' ')[0] ?? '', '/');
  if (agent !== null) return { ...agent, source: 'user agent', strays: [] };
  return { id: 'npm', version: null, source: 'default', strays: [] };
}

function parse(text: string, separator: string): Pick<DetectedPackageManager, 'id' | 'version'> | null {
  const [id = '', version = ''] = text.split(separator);
  if (!isPackageManagerId(id)) return null;
  return { id, version: /^\d[\w.-]*/.exec(version)?.[0] ?? null };
}

function fieldOf(packageJson: string | null): string {
  try {
    const parsed: unknown = JSON.parse(packageJson ?? '{}');
    const named = typeof parsed === 'object' && parsed !== null && 'packageManager' in parsed;
    return named && typeof parsed.packageManager === 'string' ? parsed.packageManager : '';
  } catch {
    // Whoever edits package.json says that it is broken; here it just tells nothing.
    return '';
  }
}

/** Yarn 1 heads its lockfile with a comment; later ones have a `__metadata` entry. */
function yarnVersion(lockfile: string, read: (path: string) => string | null): string | null {
  return lockfile === 'yarn.lock' && /^# yarn lockfile v1$/m.test(read(lockfile) ?? '') ? '1' : null;
}
