import type { Module, OptionValues, Wire, WireAnchor } from '../modules/module.js';
import { isPicked, wordsOf } from '../modules/option-values.js';
import { packageManagerView } from '../packages/package-managers.js';
import type { Host, Used } from '../project/host.js';
import type { View } from './render.js';

const camel = (text: string): string =>
  text.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

/**
 * What templates may name: `name`, `on.<module>`, `<module>.<option>`, `<module>.<choice value>` as a boolean, `pm`.
 * Every module of the registry is there, with false and empty answers when it is off. In a backend that create-backend
 * didn't make, `host.<field>` says what it is; its libraries are `host.loggerLibrary`, `host.loggerMajor`,
 * `host.loggerInstance` and the like. `wired.<anchor>` and `waits.<anchor>` say whether an anchor has lines, and whether any
 * of them waits for something.
 */
export function viewOf(
  name: string,
  registry: readonly Module[],
  answers: ReadonlyMap<string, OptionValues>,
  packageManager: string,
  host: Host | null = null,
  wires: readonly Wire[] = [],
): View {
  const view: Record<string, unknown> = {
    name,
    pm: packageManagerView(packageManager),
    host: hostView(host),
  };
  const on: Record<string, boolean> = {};
  for (const module of registry) {
    const values = answers.get(module.id);
    on[camel(module.id)] = values !== undefined;
    view[camel(module.id)] = moduleView(module, values);
  }
  const [wired, waits] = [wires, wires.filter(({ code }) => code.text.startsWith('await '))].map(anchorsIn);
  return { ...view, on, wired, waits };
}

const anchors: readonly WireAnchor[] = ['install', 'finish', 'start', 'stop'];

const anchorsIn = (wires: readonly Wire[]): View =>
  Object.fromEntries(anchors.map((anchor) => [anchor, wires.some((wire) => wire.anchor === anchor)]));

function moduleView(module: Module, values: OptionValues | undefined): View {
  const view: Record<string, unknown> = {};
  for (const [option, spec] of Object.entries(module.options)) {
    if (!isPicked(spec)) continue;
    const chosen = wordsOf(values?.[option]);
    for (const { value } of spec.values) view[camel(value)] = chosen.includes(value);
  }
  for (const [option, spec] of Object.entries(module.options)) {
    const value = values?.[option] ?? (spec.type === 'boolean' ? false : '');
    view[camel(option)] = spec.type === 'choices' ? wordsOf(values?.[option]).join() : value;
  }
  return view;
}

const libraries = ['orm', 'logger', 'redis', 'queue'] as const;

function hostView(host: Host | null): View {
  if (host === null) return {};
  const { orm, logger, redis, queue, ...plain } = host;
  const used: Readonly<Record<string, Used | null>> = { orm, logger, redis, queue };
  return {
    ...plain,
    ...Object.fromEntries(
      libraries.flatMap((what) => [
        [`${what}Library`, used[what]?.library ?? ''],
        [`${what}Major`, used[what]?.major ?? 0],
        [`${what}Instance`, (used[what]?.instance ?? null) !== null],
      ]),
    ),
  };
}
