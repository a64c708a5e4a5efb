import fs from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { HostReader } from '../frameworks/sources.js';

/** Files above a package are asked for in its workspace, which ends where git's folder is. */
const mostAbove = 3;

/**
 * Reads a package, and what its workspace says around it, from the disk. `read` may come from elsewhere for the package
 * itself, such as the tree that changes are staged on. Nothing outside of the workspace is read, but for what is installed.
 */
export function diskReader(root: string, read?: (path: string) => string | null): HostReader {
  const top = topOf(root);
  const place = (path: string): string | null => {
    const whole = resolve(root, path);
    return whole === top || whole.startsWith(top.endsWith(sep) ? top : top + sep) ? whole : null;
  };
  return {
    read(path) {
      if (read !== undefined && !path.startsWith('..') && !isInstalled(path)) return read(path);
      const whole = place(path);
      return whole === null ? null : orElse(() => fs.readFileSync(whole, 'utf8'), null);
    },
    list(folder) {
      const whole = place(folder);
      return whole === null ? [] : orElse(() => fs.readdirSync(whole), []);
    },
  };
}

/** A package manager links packages to where it keeps them, which is outside of a package of its workspace. */
const isInstalled = (path: string): boolean => path.split('/').includes('node_modules');

/** The folder around a package that holds its repository; the package itself outside of any. */
function topOf(root: string): string {
  let folder = resolve(root);
  for (let above = 0; above <= mostAbove; above += 1) {
    if (fs.existsSync(join(folder, '.git'))) return folder;
    folder = dirname(folder);
  }
  return resolve(root);
}

function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    // What isn't there, is no file or may not be read tells nothing about the project.
    return otherwise;
  }
}
