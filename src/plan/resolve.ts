import { type Adoption, stackIn } from '../modules/adopted.js';
import {
  type Module,
  type ModuleContext,
  type OptionSpec,
  type OptionValue,
  type OptionValues,
  stackOf,
} from '../modules/module.js';
import { canonicalValue } from '../modules/option-values.js';
import { moduleOf, modulesFor } from '../modules/registry.js';

/** What is asked for: modules with some or all of their options. */
export type Answers = Readonly<Record<string, OptionValues>>;

export interface Problem {
  readonly code: 'unknown-module' | 'not-in-host' | 'unknown-option' | 'bad-value' | 'conflict';
  readonly what: string;
  readonly why: string;
}

export interface ResolvedModule {
  readonly module: Module;
  readonly context: ModuleContext;
}

export interface Resolution {
  /**
   * Complete and in canonical order: every option of every module that users can name. In a backend that create-backend
   * didn't make only of those that were asked for: what they need goes again with the last of them.
   */
  readonly answers: Answers;
  /** All modules, internal ones too, in canonical order. */
  readonly modules: readonly ResolvedModule[];
  /** The modules that came in because others need them. */
  readonly added: readonly { readonly id: string; readonly because: string }[];
  readonly problems: readonly Problem[];
}

/** What modules are resolved in: the project's name, and what it is when create-backend didn't make it. */
interface Home {
  readonly name: string;
  readonly adoption: Adoption | null;
  readonly registry: readonly Module[];
}

/** What the wiring of an adopted backend hangs on: always there while any module is. */
const composition = 'platform';

/**
 * Completes what is asked for: defaults, base modules, and what the modules require.
 * Pure; problems are returned, not thrown, so that all of them can be shown at once.
 */
export function resolve(asked: Answers, name: string, adoption: Adoption | null = null): Resolution {
  const registry = modulesFor(adoption);
  const home: Home = { name, adoption, registry };
  const problems: Problem[] = [];
  const given = new Map<string, OptionValues>();
  for (const [id, options] of Object.entries(asked)) {
    const module = moduleOf(id, registry);
    if (module === undefined || module.role === 'internal') problems.push(unknownModule(id, registry));
    else given.set(module.id, options);
  }
  const named = new Set(given.keys());
  const chosen = new Map<string, OptionValues>();
  for (const module of registry) {
    const options = given.get(module.id) ?? (module.role === 'base' ? {} : undefined);
    if (options !== undefined) chosen.set(module.id, complete(module, options, chosen, problems));
  }
  if (adoption !== null && named.size > 0) chosen.set(composition, {});
  const added = addRequired(chosen, home);
  const modules = registry
    .filter(({ id }) => chosen.has(id))
    .map((module): ResolvedModule => ({ module, context: contextOf(module, chosen, home) }));
  for (const { module, context } of modules) {
    for (const what of module.conflicts(context)) problems.push({ code: 'conflict', what, why: '' });
  }
  const answers = Object.fromEntries(
    modules
      .filter(({ module }) => module.role !== 'internal' && (adoption === null || named.has(module.id)))
      .map(({ module, context }) => [module.id, context.options]),
  );
  return { answers, modules, added, problems };
}

/** The modules among `answers` that directly need `id`. */
export function dependentsOf(
  id: string,
  answers: Answers,
  name: string,
  adoption: Adoption | null = null,
): readonly string[] {
  return resolve(answers, name, adoption)
    .modules.filter(({ module, context }) => module.requires(context).some((need) => need.id === id))
    .map(({ module }) => module.id)
    .filter((dependent) => dependent !== id && dependent in answers);
}

function addRequired(chosen: Map<string, OptionValues>, home: Home): { id: string; because: string }[] {
  const added: { id: string; because: string }[] = [];
  for (;;) {
    const before = chosen.size;
    for (const module of home.registry) {
      if (!chosen.has(module.id)) continue;
      for (const { id, because } of module.requires(contextOf(module, chosen, home))) {
        if (chosen.has(id)) continue;
        const needed = moduleOf(id, home.registry);
        if (needed === undefined)
          throw new Error(`Module ${module.id} requires ${id}, which is not registered.`);
        chosen.set(id, complete(needed, {}, chosen, []));
        if (needed.role !== 'internal') added.push({ id, because: `${module.id} needs it: ${because}` });
      }
    }
    if (chosen.size === before) return added;
  }
}

function contextOf(module: Module, chosen: ReadonlyMap<string, OptionValues>, home: Home): ModuleContext {
  const { name, adoption } = home;
  const option = (id: string, key: string): OptionValue | undefined => chosen.get(id)?.[key];
  return {
    name,
    options: chosen.get(module.id) ?? {},
    has: (id) => chosen.has(id),
    option,
    ...(adoption === null ? stackOf(String(option('app', 'framework'))) : stackIn(adoption.host)),
    packageManager: adoption?.host.packageManager ?? String(option('app', 'packageManager')),
  };
}

function complete(
  module: Module,
  given: OptionValues,
  chosen: ReadonlyMap<string, OptionValues>,
  problems: Problem[],
): OptionValues {
  const values: Record<string, OptionValue> = {};
  const fitting = module.defaults((id, key) => chosen.get(id)?.[key]);
  for (const [key, spec] of Object.entries(module.options)) {
    const value = canonicalValue(spec, given[key] ?? fitting[key] ?? spec.default);
    const expected = mismatch(spec, value);
    if (expected !== null) {
      problems.push({
        code: 'bad-value',
        what: `${module.id}.${key} can't be ${JSON.stringify(value)}.`,
        why: expected,
      });
    }
    values[key] = value;
  }
  for (const key of Object.keys(given)) {
    if (key in module.options) continue;
    const known = Object.keys(module.options).join(', ');
    problems.push({
      code: 'unknown-option',
      what: `${module.id} has no option "${key}".`,
      why: known === '' ? 'It has no options.' : `Its options are: ${known}.`,
    });
  }
  return values;
}

/** What an option takes, when a value isn't that; null when it fits. */
export function mismatch(spec: OptionSpec, value: unknown): string | null {
  if (spec.type === 'boolean') return typeof value === 'boolean' ? null : 'It takes true or false.';
  if (spec.type === 'choice') {
    const values = spec.values.map((choice) => choice.value);
    return values.some((known) => known === value) ? null : `It takes one of: ${values.join(', ')}.`;
  }
  if (spec.type === 'choices') {
    const values = spec.values.map((choice) => choice.value);
    const fits = Array.isArray(value) && value.length > 0 && value.every((word) => values.includes(word));
    return fits ? null : `It takes one or more of: ${values.join(', ')}.`;
  }
  return typeof value === 'string' && spec.pattern.test(value)
    ? null
    : `It takes a text like ${spec.pattern}.`;
}

function unknownModule(id: string, registry: readonly Module[]): Problem {
  const known = registry.filter(({ role }) => role !== 'internal').map((module) => module.id);
  const elsewhere = moduleOf(id);
  return {
    code: elsewhere === undefined ? 'unknown-module' : 'not-in-host',
    what:
      elsewhere === undefined
        ? `There is no module "${id}".`
        : `${id} only goes into backends that create-backend made.`,
    why: `Modules ${elsewhere === undefined ? 'are' : 'for this one are'}: ${known.join(', ')}.`,
  };
}
