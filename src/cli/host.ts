import fs, { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Choice } from '../frameworks/framework.js';
import type { HostSearch } from '../frameworks/host.js';
import { screenHost } from '../frameworks/screen.js';
import { Sources } from '../frameworks/sources.js';
import { adoptionOf } from '../plan/adoption.js';
import { BackendError } from '../project/errors.js';
import { manifestPath } from '../project/manifest.js';
import { recover } from '../tree/commit.js';
import { Tree } from '../tree/tree.js';
import { diskReader } from './host-reader.js';
import { folderWith, openProject, type Project, projectName } from './project.js';
import type { Session } from './session.js';

/** A project without `backend.json`, here or above; null outside of any. */
export const foreignRoot = ({ cwd }: Pick<Session, 'cwd'>): string | null =>
  folderWith(manifestPath, cwd) === null ? folderWith('package.json', cwd) : null;

/** Finds out what a project is that create-backend didn't make. `app` is a place, as `FILE` or `FILE:LINE`. */
export async function searchHost(tree: Tree, app: string | undefined): Promise<HostSearch> {
  const sources = new Sources(diskReader(tree.root, (path) => tree.read(path)));
  const screened = app === undefined ? screenHost(sources) : null;
  // The parser is loaded only where code has to tell: package.json alone refuses most of what is refused.
  if (screened !== null) return screened;
  const { findHost } = await import('../frameworks/host.js');
  return findHost(sources, app === undefined ? {} : { app });
}

/** Which of several things is meant: the package of a workspace by its folder, the app as `FILE` or `FILE:LINE`. */
export interface Chosen {
  readonly package?: string | undefined;
  readonly app?: string | undefined;
}

/**
 * Opens the backend that the current folder is part of, or takes on one that create-backend didn't make.
 * Throws when there is none, or when its app isn't found.
 */
export async function openOrAdopt(session: Session, chosen: Chosen): Promise<Project> {
  const { app } = chosen;
  if (chosen.package !== undefined) {
    return openOrAdopt({ ...session, cwd: packageFolder(session.cwd, chosen.package) }, { app });
  }
  const root = foreignRoot(session);
  if (root === null) {
    const project = await openProject(session);
    if (app !== undefined) throw unexpectedApp(project);
    return project;
  }
  await recover(root);
  const tree = new Tree(root, fs);
  const search = await searchHost(tree, app);
  if (search.status === 'several' && search.what === 'package') {
    return openOrAdopt({ ...session, cwd: join(root, await choosePackage(session, search.places)) }, { app });
  }
  const found = search.status === 'several' ? await chooseApp(session, tree, search.places) : search;
  if (found.status === 'none') {
    throw new BackendError('blocked', {
      code: found.reason,
      what: `Nothing can be added to ${root}: ${found.why}.`,
      next: found.next,
    });
  }
  const adoption = adoptionOf(found.host, found.seam);
  return { root, tree, name: projectName(tree, root), answers: {}, applied: null, edited: false, adoption };
}

type Settled = Exclude<HostSearch, { readonly status: 'several' }>;

/** Asks which of several apps is meant; without a terminal the answer is a flag. */
async function chooseApp(session: Session, tree: Tree, places: readonly Choice[]): Promise<Settled> {
  const options = places.map(({ file, line, code }) => ({
    value: `${file}:${line}`,
    label: `${file}:${line}  ${code}`,
  }));
  if (session.interactive) {
    const { askPlace } = await import('./ask.js');
    const app = await askPlace(session, 'Several apps are made here. Which one?', options);
    const search = await searchHost(tree, app);
    if (search.status !== 'several') return search;
  }
  throw new BackendError('usage', {
    code: 'several-apps',
    what: 'Several apps are made here.',
    details: options.map(({ label }) => `  ${label}`),
    next: `Say which, such as: --app ${options[0]?.value ?? 'FILE:LINE'}`,
  });
}

/** Asks which package of a workspace is meant; without a terminal the answer is a flag. Gives its folder. */
async function choosePackage(session: Session, places: readonly Choice[]): Promise<string> {
  const options = places.map(({ file, code }) => ({
    value: dirname(file),
    label: `${dirname(file)}  ${code}`,
  }));
  if (session.interactive) {
    const { askPlace } = await import('./ask.js');
    return askPlace(session, 'This is a workspace. Which package?', options);
  }
  throw new BackendError('usage', {
    code: 'several-packages',
    what: 'This is a workspace with several packages, and no app of its own.',
    details: options.map(({ label }) => `  ${label}`),
    next: `Say which, such as: --package ${options[0]?.value ?? 'FOLDER'}`,
  });
}

/** The folder that `--package` names. */
function packageFolder(cwd: string, named: string): string {
  const folder = resolve(cwd, named);
  if (existsSync(join(folder, 'package.json'))) return folder;
  throw new BackendError('usage', {
    code: 'no-package',
    what: `--package ${named} names no package: ${folder} has no package.json.`,
    next: 'Name the folder of a package, from where you are, such as: --package apps/api',
  });
}

function unexpectedApp({ adoption }: Project): BackendError {
  return new BackendError('usage', {
    code: 'unexpected-option',
    what: '--app has no use here.',
    why:
      adoption === null
        ? 'This backend was made by create-backend, which knows where its app is.'
        : `The app in ${adoption.install.file} was chosen when the first module was added.`,
    next: 'Leave it out.',
  });
}
