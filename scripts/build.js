// Bundles the program into dist/, split so that a command loads only what it uses. ts-morph stays outside: it is
// large, loaded late and by few commands. Runs as `prepare`, so a checkout works right after `npm ci`.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Handlebars makes source maps when it finds this package; without it, compiling is faster and loads less. */
const withoutSourceMaps = {
  name: 'without-source-maps',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^source-map$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Imports a module of src/ as it is now. */
async function importSource(path) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  return await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

/** The source of src/plan/engine.ts with every template compiled beforehand; one that was edited since is compiled when it is used. */
async function compiledEngine() {
  const { prepareTemplate, compileOptions } = await importSource('src/plan/prepare.ts');
  const entries = [];
  for (const entry of await readdir(join(root, 'templates'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const prepared = prepareTemplate(await readFile(path, 'utf8'));
    if (!prepared.includes('{{')) continue;
    const from = relative(join(root, 'templates'), path).replaceAll('\\', '/');
    const hash = createHash('sha256').update(prepared).digest('hex');
    entries.push(
      `${JSON.stringify(from)}: ['${hash}', () => (${Handlebars.precompile(prepared, compileOptions)})]`,
    );
  }
  return `
    import { createRequire } from 'node:module';
    import { hashText } from '../tree/tree.js';
    import { compileOptions, helpers } from './prepare.js';
    import Runtime from 'handlebars/dist/cjs/handlebars.runtime.js';
    const specs = {${entries.join(',\n')}};
    const runtime = Runtime.create();
    runtime.registerHelper(helpers);
    let full;
    export function compileTemplate(from, prepared) {
      const spec = specs[from];
      if (spec !== undefined && spec[0] === hashText(prepared)) return runtime.template(spec[1]());
      if (full === undefined) {
        full = createRequire(import.meta.url)('handlebars').create();
        full.registerHelper(helpers);
      }
      return full.compile(prepared, compileOptions);
    }
  `;
}

const withCompiledTemplates = {
  name: 'with-compiled-templates',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]plan[\\/]engine\.ts$/ }, async () => ({
      contents: await compiledEngine(),
      resolveDir: join(root, 'src/plan'),
    }));
  },
};

const { metafile } = await build({
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
  plugins: [withoutSourceMaps, withCompiledTemplates],
  legalComments: 'linked',
  logLevel: 'warning',
  metafile: true,
  // Bundled CommonJS packages call `require` for Node's own modules, which an ES module doesn't have by itself.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});

// Chunks of earlier builds go last, so that the program can be run at any moment of a build.
const written = new Set(Object.keys(metafile.outputs).flatMap((path) => [path, `${path}.LEGAL.txt`]));
for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.has(relative(root, path))) await rm(path, { force: true });
}
