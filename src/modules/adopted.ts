import type { CallFact, Fact } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import type {
  FileSource,
  Module,
  ModuleContext,
  NextStep,
  OptionSpec,
  OptionSpecs,
  OptionValues,
  Requirement,
  Seed,
  Wire,
} from './module.js';
import { wordsOf } from './option-values.js';

/** A place of the user's code where a call of ours can stand. */
export type SeamPlace = Pick<CallFact, 'file' | 'framework' | 'app' | 'scope' | 'suffix' | 'alias' | 'near'>;

/** A backend that create-backend didn't make: what it is, and the places in its code that were chosen when the first module came. */
export interface Adoption {
  readonly host: Host;
  /** Before the first route. */
  readonly install: SeamPlace;
  /** After the last route; a sentence that says why there is none, where none was found. */
  readonly finish: SeamPlace | { readonly why: string };
  /** Whether it has a handler of SIGTERM or SIGINT of its own, which ends the process. */
  readonly handlesSignals: boolean;
}

/** The framework of a backend that create-backend didn't make, and what takes the requests below it. */
export function stackIn({ framework, nestPlatform }: Host): Pick<ModuleContext, 'framework' | 'server'> {
  return { framework, server: nestPlatform ?? framework };
}

/** What a module may know when it goes into a backend that create-backend didn't make. */
export interface AdoptedContext extends ModuleContext {
  readonly host: Host;
  readonly handlesSignals: boolean;
}

/**
 * What a module is in a backend that create-backend didn't make. All its files go into one owned folder; templates and
 * wires name it `src/platform`, and rendering puts the project's own folder, suffixes, style and file names in its place.
 */
export interface AdoptedPart {
  /** Answers that fit the project better than the module's defaults, such as BullMQ where there is a Redis. */
  readonly defaults: (host: Host) => OptionValues;
  readonly requires: (context: AdoptedContext) => readonly Requirement[];
  /** Why it can't go in: one sentence each, with what to do instead. */
  readonly conflicts: (context: AdoptedContext) => readonly string[];
  readonly seeds: (context: AdoptedContext) => readonly Seed[];
  readonly files: (context: AdoptedContext) => readonly FileSource[];
  readonly facts: (context: AdoptedContext) => readonly Fact[];
  readonly wires: (context: AdoptedContext) => readonly Wire[];
  /** What a person should know before it is written: what isn't bound, what behaves otherwise from now on. */
  readonly notes: (context: AdoptedContext) => readonly string[];
  readonly nextSteps: (context: AdoptedContext) => readonly NextStep[];
}

/** Declares it; what it leaves out is empty. */
export function adopted(part: Partial<AdoptedPart>): AdoptedPart {
  return {
    defaults: () => ({}),
    requires: () => [],
    conflicts: () => [],
    seeds: () => [],
    files: () => [],
    facts: () => [],
    wires: () => [],
    notes: () => [],
    nextSteps: () => [],
    ...part,
  };
}

/** A module as it is in an adopted backend; null when it doesn't go into one. */
export function moduleInHost(module: Module, { host, handlesSignals }: Adoption): Module | null {
  const part = module.adopted;
  if (part === null) return null;
  const within = (context: ModuleContext): AdoptedContext => ({ ...context, host, handlesSignals });
  return {
    ...module,
    role: module.role === 'internal' ? 'internal' : 'module',
    options: withDefaults(module.options, part.defaults(host)),
    // What fits a new backend by its database says nothing about this one.
    defaults: () => ({}),
    requires: (context) => part.requires(within(context)),
    conflicts: (context) => part.conflicts(within(context)),
    seeds: (context) => part.seeds(within(context)),
    files: (context) => part.files(within(context)),
    facts: (context) => part.facts(within(context)),
    wires: (context) => part.wires(within(context)),
    notes: (context) => part.notes(within(context)),
    nextSteps: (context) => part.nextSteps(within(context)),
  };
}

function withDefaults(options: OptionSpecs, defaults: OptionValues): OptionSpecs {
  return Object.fromEntries(
    Object.entries(options).map(([name, spec]) => [name, withDefault(spec, defaults[name])]),
  );
}

function withDefault(spec: OptionSpec, value: OptionValues[string] | undefined): OptionSpec {
  if (spec.type === 'choices') return value === undefined ? spec : { ...spec, default: wordsOf(value) };
  if (spec.type === 'boolean') return typeof value === 'boolean' ? { ...spec, default: value } : spec;
  return typeof value === 'string' ? { ...spec, default: value } : spec;
}
