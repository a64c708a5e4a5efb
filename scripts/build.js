// Bundles the program into dist/, split so that a command loads only what it uses. ts-morph stays outside: it is
// large, loaded late and by few commands. Runs as `prepare`, so a checkout works right after `npm ci`.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

await rm(`${root}dist`, { recursive: true, force: true });
/** Handlebars makes source maps when it finds this package; without it, compiling is faster and loads less. */
const withoutSourceMaps = {
  name: 'without-source-maps',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^source-map$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

await build({
  absWorkingDir: root,
  entryPoints: { 'create-backend': 'src/cli/create-backend.ts', backend: 'src/cli/backend.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['ts-morph'],
  // The CommonJS builds that Node would choose can't be taken apart by a bundler.
  mainFields: ['module', 'main'],
  chunkNames: 'chunks/[name]-[hash]',
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [withoutSourceMaps],
  legalComments: 'linked',
  logLevel: 'warning',
  // Bundled CommonJS packages call `require` for Node's own modules, which an ES module doesn't have by itself.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});
