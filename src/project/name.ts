import validatePackageName from 'validate-npm-package-name';
import { BackendError } from './errors.js';

/** The longest name that npm takes; file systems end later, at 255 bytes. */
const longest = 214;

/** What is advised is shorter: a name that somebody types. */
const longestSlug = 60;

/** Names of devices, which Windows refuses for files and folders, also with a suffix such as `nul.txt`. */
const windowsDevice = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/**
 * Why a name can't be the name of a project, as the end of a sentence; null when it can.
 * It becomes the name of a package and of a folder, so npm and the file systems of Linux, macOS and Windows must take it.
 */
export function whyBadName(name: string): string | null {
  if (name === '') return 'it is empty';
  if (name.length > longest) return `it has ${name.length} characters, and at most ${longest} are allowed`;
  if (windowsDevice.test(name)) return 'Windows reserves it for a device';
  if (name.endsWith('.')) return 'Windows drops the dot at the end';
  if (/\p{Lu}/u.test(name)) return 'npm refuses upper case';
  const { validForNewPackages, errors = [], warnings = [] } = validatePackageName(name);
  if (validForNewPackages && !name.includes('/')) return null;
  const told = [...errors, ...warnings][0];
  return told === undefined ? 'it has a slash' : `npm says: ${told}`;
}

/** The name that comes nearest and works: `Café Müller` is `cafe-muller`. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^[-._]+|[-._]+$/g, '');
  if (whyBadName(slug) === null) return slug;
  const longer = slug === '' ? 'my-api' : `${slug.replace(/[._-].*/, '')}-api`;
  return whyBadName(longer) === null ? longer : 'my-api';
}

/** Throws `bad-name`, with the nearest name that works, when a name can't be the name of a project. */
export function checkName(name: string): void {
  const why = whyBadName(name);
  if (why === null) return;
  const shown = name.length > 40 ? `${name.slice(0, 37)}...` : name;
  throw new BackendError('usage', {
    code: 'bad-name',
    what: `"${shown}" can't be the name of a project: ${why}.`,
    why: 'It is the name of the folder and of the package.',
    next: `Take another name, such as ${slugOf(name)}.`,
  });
}
