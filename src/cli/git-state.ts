import { execa } from 'execa';

/** Files of a project that git knows to be changed, staged or new, by their paths from its root; null outside of a repository. */
export async function dirtyFiles(root: string): Promise<readonly string[] | null> {
  const ran = await execa('git', ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--', '.'], {
    cwd: root,
    reject: false,
    stripFinalNewline: false,
  });
  if (ran.exitCode !== 0) return null;
  const prefix = await execa('git', ['rev-parse', '--show-prefix'], { cwd: root, reject: false });
  const inside = prefix.exitCode === 0 ? prefix.stdout : '';
  const paths: string[] = [];
  const entries = ran.stdout.split('\0');
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] ?? '';
    if (entry === '') continue;
    // The old name of a renamed file follows as an entry of its own.
    if (/^[RC]|^.[RC]/.test(entry)) index += 1;
    const path = entry.slice(3);
    paths.push(path.startsWith(inside) ? path.slice(inside.length) : path);
  }
  return paths;
}
