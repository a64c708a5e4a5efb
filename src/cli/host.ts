import fs from 'node:fs';
import { basename, dirname } from 'node:path';
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

/**
 * Opens the backend that the current folder is part of, or takes on one that create-backend didn't make.
 * Throws when there is none, or when its app isn't found.
 */
export async function openOrAdopt(session: Session, app: string | undefined): Promise<Project> {
  const root = foreignRoot(session);
  if (root === null) {
    const project = await openProject(session);
    if (app !== undefined) throw unexpectedApp(project);
    return project;
  }
  await recover(root);
  const tree = new Tree(root, fs);
  const search = await searchHost(tree, app);
  const found = search.status === 'several' ? await choose(session, tree, search) : search;
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

type Several = Extract<HostSearch, { readonly status: 'several' }>;
type Settled = Exclude<HostSearch, Several>;

/** Asks which of several apps is meant; without a terminal the answer is a flag. */
async function choose(session: Session, tree: Tree, { what, places }: Several): Promise<Settled> {
  const label = ({ file, line, code }: Choice): string =>
    what === 'app' ? `${file}:${line}  ${code}` : `${file}  ${code}`;
  if (what === 'app' && session.interactive) {
    const { askPlace } = await import('./ask.js');
    const app = await askPlace(
      session,
      places.map((place) => ({ value: `${place.file}:${place.line}`, label: label(place) })),
    );
    const search = await searchHost(tree, app);
    if (search.status !== 'several') return search;
  }
  const [first] = places;
  throw new BackendError('usage', {
    code: what === 'app' ? 'several-apps' : 'several-packages',
    what:
      what === 'app'
        ? 'Several apps are made here.'
        : 'This is a workspace with several packages, and no app of its own.',
    details: places.map((place) => `  ${label(place)}`),
    next:
      what === 'app'
        ? `Say which, such as: --app ${first?.file ?? 'FILE'}:${first?.line ?? 'LINE'}`
        : `Go to one of them, such as: cd ${dirname(first?.file ?? basename(tree.root))}`,
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
