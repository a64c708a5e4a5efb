import type { Adoption } from '../modules/adopted.js';
import type { Seed, Wire } from '../modules/module.js';
import { modules as registry } from '../modules/registry.js';
import type { Host } from '../project/host.js';
import { fileInHost } from './host-files.js';
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

/** Renders every owned file of a resolved set, as the project would have written it. */
export async function renderFilesFor(
  resolution: Resolution,
  name: string,
  adoption: Adoption | null,
): Promise<readonly WantedFile[]> {
  if (adoption === null) return renderFiles(resolution, name);
  const { host } = adoption;
  const files = renderFiles(resolution, name, host);
  const placed = await Promise.all(files.map((file) => fileInHost(file, host)));
  return placed.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Renders every owned file of a resolved set, sorted by path. Tests come along when `testing` is on. */
export function renderFiles(
  resolution: Resolution,
  name: string,
  host: Host | null = null,
): readonly WantedFile[] {
  const wires = resolution.modules.flatMap(({ module, context }): readonly Wire[] => module.wires(context));
  const answers = new Map(resolution.modules.map(({ module, context }) => [module.id, context.options]));
  const first = resolution.modules[0]?.context;
  const view = viewOf(name, registry, answers, first?.packageManager ?? 'npm', host, wires);
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
