// Loads the bundle with the code that V8 made of it when it was built: compiling takes longer than most commands do.
// V8 only takes code of its very own version, and only looks at the length of the text that it was made of: so the
// name of its file has both the version and the hash of the text.
const { existsSync, readFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const bundle = join(__dirname, '../dist/main.cjs');

/** Where the code of a bundle is that ends in `// <hash>`. */
function codeFile(text) {
  const hash = text.slice(text.lastIndexOf(' ') + 1).trim();
  return `${bundle}.${hash}.${process.version}-${process.arch}.code`;
}

/** Compiles the bundle; `code` may be left out. */
function compile(text, code) {
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  const script = new Script(wrapped, { filename: bundle, cachedData: code });
  const made = { exports: {} };
  const start = script.runInThisContext();
  start(made.exports, nodeModule.createRequire(bundle), made, bundle, dirname(bundle));
  return { script, exports: made.exports };
}

/** The bundle's exports. */
function load() {
  // The bundler writes ASCII alone, and this is the fastest way to read it.
  const text = readFileSync(bundle, 'latin1');
  const file = codeFile(text);
  if (existsSync(file)) return compile(text, readFileSync(file)).exports;
  // Node 22 and later keep such code by themselves, in the folder of temporary files.
  if (nodeModule.enableCompileCache !== undefined) nodeModule.enableCompileCache();
  return require(bundle);
}

const isBuilt = () => existsSync(bundle);

module.exports = { bundle, codeFile, compile, isBuilt, load };
