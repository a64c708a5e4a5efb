import type { Fact } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import type { FileSource, ModuleContext, NextStep, OptionValues, Requirement, Wire } from './module.js';

/** What a module may know when it goes into a backend that create-backend didn't make. */
export interface AdoptedContext extends ModuleContext {
  readonly host: Host;
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
    files: () => [],
    facts: () => [],
    wires: () => [],
    notes: () => [],
    nextSteps: () => [],
    ...part,
  };
}
