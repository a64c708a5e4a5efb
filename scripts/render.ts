/**
 * Renders a set of modules into a folder, without facts' history: a quick look at templates.
 * Usage: npx tsx scripts/render.ts OUTDIR '{"queue":{"driver":"bullmq"},"testing":{}}'
 */
import { join } from 'node:path';
import { outputFileSync } from 'fs-extra/esm';
import { factId } from '../src/facts/fact.js';
import { renderFiles, seedsOf } from '../src/plan/files.js';
import { resolve } from '../src/plan/resolve.js';

const [out, asked] = process.argv.slice(2);
if (out === undefined) throw new Error('Usage: npx tsx scripts/render.ts OUTDIR [ANSWERS AS JSON]');
const name = out.split('/').at(-1) ?? 'backend';
const resolution = resolve(JSON.parse(asked ?? '{}'), name);
for (const { what, why } of resolution.problems) console.error(what, why);
const write = (path: string, text: string): void => outputFileSync(join(out, path), text);
for (const { path, text } of renderFiles(resolution, name)) write(path, text);
for (const { path, text } of seedsOf(resolution)) write(path, text);
const facts = new Map(
  resolution.modules
    .flatMap(({ module, context }) => module.facts(context))
    .map((fact) => [factId(fact), fact]),
);
const scripts: Record<string, string> = {};
const dependencies: Record<string, string> = {};
const devDependencies: Record<string, string> = {};
const lines: string[] = [];
for (const fact of facts.values()) {
  if (fact.kind === 'dependency') (fact.dev ? devDependencies : dependencies)[fact.key] = fact.range;
  if (fact.kind === 'script') scripts[fact.key] = fact.command;
  if (fact.kind === 'env')
    lines.push(`# ${fact.comment}`, `${fact.optional ? '# ' : ''}${fact.key}=${fact.example}`);
}
const pkg = { name, private: true, type: 'module', scripts, dependencies, devDependencies };
write('package.json', `${JSON.stringify(pkg, null, 2)}\n`);
write('.env.example', `${lines.join('\n')}\n`);
write(
  '.gitignore',
  [...facts.values()]
    .flatMap((fact) => (fact.kind === 'ignore' && fact.file === '.gitignore' ? [fact.key] : []))
    .join('\n'),
);
