// Bundles both programs into dist/, with the code that V8 makes of them. ts-morph and Prettier stay outside: they are
// large, loaded late and by few commands. Runs as `prepare`, so a checkout works right after `npm ci`.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import load from '../bin/load.js';

const { bundle, codeFile, compile } = load;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Handlebars makes source maps when it finds a package for that, and commander could start programs of other names:
 * neither is wanted, and both take time to load.
 */
const withoutExtras = {
  name: 'without-extras',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^source-map$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
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

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  write: false,
  // Node takes far longer to load a graph of ES modules than one file, and its code can't be kept.
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  external: ['ts-morph', 'prettier'],
  // The CommonJS builds that Node would choose can't be taken apart by a bundler.
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [withoutExtras, withCompiledTemplates],
  charset: 'ascii',
  legalComments: 'linked',
  logLevel: 'warning',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__url' },
  banner: { js: "const __url=require('node:url').pathToFileURL(__filename).href;" },
});

/** Runs the commands that people run most, so that the code of what they use is there to be kept. */
async function warmUp({ main }) {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    process.chdir(folder);
    await main('create-backend', ['--help']);
    await main('create-backend', ['x', '--queue', 'none', '--yes', '--no-install', '--no-git']);
    process.chdir('x');
    await main('backend', ['add', 'queue', '--yes', '--no-install']);
    await main('backend', ['remove', 'queue', '--no-install']);
  } finally {
    process.stdout.write = write;
    process.chdir(root);
    await rm(folder, { recursive: true });
  }
}

for (const { path, text } of outputFiles) {
  // Regular expressions stay as they are written.
  if (path === bundle && /[^\0-\x7f]/.test(text))
    throw new Error('The bundle is not ASCII: write \\u escapes in patterns.');
}
await mkdir(join(root, 'dist'), { recursive: true });
const written = [];
for (const { path, text } of outputFiles) {
  // A new file takes the old one's place, so that the program can be run at any moment of a build.
  const whole =
    path === bundle ? `${text}// ${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n` : text;
  await writeFile(`${path}.new`, whole);
  await rename(`${path}.new`, path);
  written.push(path);
}
const text = await readFile(bundle, 'utf8');
const { script, exports } = compile(text);
await warmUp(exports);
await writeFile(codeFile(text), script.createCachedData());
written.push(codeFile(text));
for (const entry of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !written.includes(path)) await rm(path, { force: true });
}
