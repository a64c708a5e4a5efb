import type { Seed, Wire } from '../modules/module.js';
import { modules as registry } from '../modules/registry.js';
import { render } from './render.js';
import type { Resolution } from './resolve.js';
import { listTemplates, readTemplate, type Template } from './templates.js';
import { viewOf } from './view.js';

/** An owned file as the whole set wants it. */
export interface WantedFile {
  readonly path: string;
  readonly module: string;
  readonly text: string;
}

const isTest = (path: string): boolean => /\.test\.ts$|^test\//.test(path);

/** Renders every owned file of a resolved set, sorted by path. Tests come along when `testing` is on. */
export function renderFiles(resolution: Resolution, name: string): readonly WantedFile[] {
  const wires = resolution.modules.flatMap(({ module, context }): readonly Wire[] => module.wires(context));
  const answers = new Map(resolution.modules.map(({ module, context }) => [module.id, context.options]));
  const first = resolution.modules[0]?.context;
  const view = viewOf(name, registry, answers, first?.packageManager ?? 'npm');
  const files = new Map<string, WantedFile>();
  for (const { module, context } of resolution.modules) {
    for (const source of module.files(context)) {
      for (const { from, to } of listTemplates(source)) {
        if (isTest(to) && !answers.has('testing')) continue;
        claim(files, { path: to, module: module.id, text: renderOne({ from, to }, view, wires) });
      }
    }
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The seeds of a resolved set. */
export function seedsOf(resolution: Resolution): readonly Seed[] {
  return resolution.modules.flatMap(({ module, context }) => module.seeds(context));
}

function renderOne(
  { from, to }: Template,
  view: Parameters<typeof render>[3],
  wires: readonly Wire[],
): string {
  return render(from, to, readTemplate(from), view, wires);
}

function claim(files: Map<string, WantedFile>, file: WantedFile): void {
  const known = files.get(file.path);
  if (known !== undefined) {
    throw new Error(`${file.path} is claimed by the modules ${known.module} and ${file.module}.`);
  }
  files.set(file.path, file);
}
