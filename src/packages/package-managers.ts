/** What templates may say of a package manager. */
export function packageManagerView(id: string): Readonly<Record<string, string>> {
  if (id === 'pnpm') return { run: 'pnpm', exec: 'pnpm exec', install: 'pnpm install', ci: 'pnpm install --frozen-lockfile' };
  if (id === 'yarn') return { run: 'yarn', exec: 'yarn', install: 'yarn install', ci: 'yarn install --immutable' };
  if (id === 'bun') return { run: 'bun run', exec: 'bunx', install: 'bun install', ci: 'bun install --frozen-lockfile' };
  return { run: 'npm run', exec: 'npx', install: 'npm install', ci: 'npm ci' };
}
