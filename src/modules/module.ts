import type { Code, Fact } from '../facts/fact.js';
import type { AdoptedPart } from './adopted.js';

export type OptionValue = string | boolean | number | readonly string[];
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** One possible answer to a choice, with the few words that help to choose it. */
export interface ChoiceValue {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

export interface ChoiceOption {
  readonly type: 'choice';
  readonly values: readonly ChoiceValue[];
  readonly default: string;
  /** The question that a prompt asks; without one the option is only a flag. */
  readonly ask?: string;
  readonly description: string;
  /** The flag of `create-backend` that sets it (`framework`); for a module's main option, the module's own flag. */
  readonly flag?: string;
  /**
   * Said of an option whose answers give the same files another content throughout, when its answer changes: what is to
   * be done besides. Code that was edited is then not merged, which would mix the two.
   */
  readonly rewrites?: string;
}

/** A choice of one or more; answers are lists without repeats, in the order of `values`. */
export interface ChoicesOption extends Omit<ChoiceOption, 'type' | 'default'> {
  readonly type: 'choices';
  readonly default: readonly string[];
}

export interface BooleanOption {
  readonly type: 'boolean';
  readonly default: boolean;
  readonly ask?: string;
  readonly description: string;
  readonly flag?: string;
}

export interface TextOption {
  readonly type: 'text';
  readonly default: string;
  readonly pattern: RegExp;
  readonly ask?: string;
  readonly description: string;
  readonly flag?: string;
}

export type OptionSpec = ChoiceOption | ChoicesOption | BooleanOption | TextOption;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** Where a line of the composition files goes. Each anchor is rendered by one owned file. */
export type WireAnchor =
  /** `src/settings/base.ts`: a group of settings, such as `queue: queueSettings(env)`. */
  | 'settings'
  /** `src/instrument.ts`: what must load before everything else. */
  | 'instrument'
  /** `src/platform/index.ts`: on the app, before the routes. */
  | 'install'
  /** `src/platform/index.ts`: on the app, after the routes (Express error handlers). */
  | 'finish'
  /** `src/platform/index.ts`: before the process serves; the web process and the worker alike. */
  | 'start'
  /** `src/platform/index.ts`: when the process ends; rendered in reverse order of rank. */
  | 'stop'
  /** `src/platform/index.ts`: readiness checks, entries such as `cache: pingCache`. */
  | 'check'
  /** `src/database/migrate.ts`: tables that modules own, after the project's own migrations. */
  | 'migrate'
  /** `src/platform/platform.module.ts`: the platform's own routes on Nest. */
  | 'controllers'
  /** `src/platform/platform.module.ts`: what applies to all routes on Nest. */
  | 'providers'
  /** `src/app.ts`, or `src/app.module.ts` on Nest: the routes of the domain. */
  | 'routes'
  /** `src/jobs.ts`: the list of jobs. */
  | 'jobs'
  /** `src/settings/check-deploy.ts`: rules that a production must pass. */
  | 'deploy';

/** A line of a composition file, with its imports, ordered by rank and then by text. */
export interface Wire {
  readonly anchor: WireAnchor;
  readonly rank: number;
  readonly code: Code;
}

/** Templates to render: a folder whose paths mirror the target, or one file. Paths are relative to `templates/`. */
export type FileSource =
  | { readonly kind: 'folder'; readonly from: string }
  | { readonly kind: 'file'; readonly from: string; readonly to: string };

export const folder = (from: string): FileSource => ({ kind: 'folder', from });
export const file = (from: string, to: string): FileSource => ({ kind: 'file', from, to });

/** A file that is written when it is missing and belongs to the user from then on. */
export interface Seed {
  readonly path: string;
  readonly text: string;
}

export interface NextStep {
  readonly command: string;
  readonly why: string;
  /** Without it the module does nothing: said of a new backend too, whose README has the rest. */
  readonly needed?: boolean;
}

/** What a module may know when it says what it needs: the whole set that is asked for, never the road there. */
export interface ModuleContext {
  /** The project's name, as in package.json. */
  readonly name: string;
  /** This module's own answers. */
  readonly options: OptionValues;
  /** Whether a module (internal ones too) is part of the backend. */
  has(id: string): boolean;
  /** Another module's answer, or undefined when the module or the option isn't there. */
  option(id: string, name: string): OptionValue | undefined;
  readonly framework: string;
  /** What takes the requests below the framework: Express or Fastify where that is NestJS, else the framework itself. */
  readonly server: string;
  readonly packageManager: string;
}

/** The frameworks that a backend can be created on. A new one is another id here and another line in each map. */
export type FrameworkId = 'fastify' | 'express' | 'hono' | 'nest';
export type ServerId = Exclude<FrameworkId, 'nest'>;

/** The framework and the server that an answer to `--framework` stands for: NestJS is one framework on one of two servers. */
export function stackOf(answer: string): Pick<ModuleContext, 'framework' | 'server'> {
  if (answer === 'nest') return { framework: 'nest', server: 'express' };
  if (answer === 'nest-fastify') return { framework: 'nest', server: 'fastify' };
  return { framework: answer, server: answer };
}

/** What one framework needs, of a map that says it for every framework. Throws for a framework that there isn't. */
export function perFramework<T>(framework: string, choices: Readonly<Record<FrameworkId, T>>): T {
  return chosenOf('framework', framework, choices);
}

/** What one server needs, of a map that says it for every server. Throws for a server that there isn't. */
export function perServer<T>(server: string, choices: Readonly<Record<ServerId, T>>): T {
  return chosenOf('server', server, choices);
}

function chosenOf<T>(what: string, id: string, choices: Readonly<Record<string, T>>): T {
  const chosen = Object.hasOwn(choices, id) ? choices[id] : undefined;
  if (chosen === undefined) throw new Error(`There is no ${what} "${id}".`);
  return chosen;
}

/** A need that resolve meets by adding the module, with the answers given here where it has none yet. */
export interface Requirement {
  readonly id: string;
  readonly because: string;
}

export interface Module {
  readonly id: string;
  /** Raised when its files or facts change in a way that upgrades must know of. */
  readonly version: number;
  /** The section of the Backend Development Guidelines that it carries out. */
  readonly guideline: number | null;
  readonly summary: string;
  /** base: always part of a created backend. module: users add it by name. internal: comes and goes with its users. */
  readonly role: 'base' | 'module' | 'internal';
  readonly aliases: readonly string[];
  readonly options: OptionSpecs;
  /** Defaults that fit better than the options' own, by what the modules before it in canonical order answer. */
  readonly defaults: (option: ModuleContext['option']) => OptionValues;
  /** The option that `create-backend --<id> VALUE` sets, `none` leaving the module out. */
  readonly main: string | null;
  readonly requires: (context: ModuleContext) => readonly Requirement[];
  /** Answers that don't go together: one sentence each, saying which and why. */
  readonly conflicts: (context: ModuleContext) => readonly string[];
  readonly seeds: (context: ModuleContext) => readonly Seed[];
  readonly files: (context: ModuleContext) => readonly FileSource[];
  readonly facts: (context: ModuleContext) => readonly Fact[];
  readonly wires: (context: ModuleContext) => readonly Wire[];
  /** What a person should know before it is written. */
  readonly notes: (context: ModuleContext) => readonly string[];
  readonly nextSteps: (context: ModuleContext) => readonly NextStep[];
  /** What it is in a backend that create-backend didn't make; null when it only goes into those that it made. */
  readonly adopted: AdoptedPart | null;
}

type Declared = Pick<Module, 'id' | 'version' | 'guideline' | 'summary'> & Partial<Module>;

/** Declares a module; what it leaves out is empty. */
export function defineModule(declared: Declared): Module {
  return {
    role: 'module',
    aliases: [],
    options: {},
    defaults: () => ({}),
    main: null,
    requires: () => [],
    conflicts: () => [],
    seeds: () => [],
    files: () => [],
    facts: () => [],
    wires: () => [],
    notes: () => [],
    nextSteps: () => [],
    adopted: null,
    ...declared,
  };
}

export const wire = (anchor: WireAnchor, rank: number, code: Code): Wire => ({ anchor, rank, code });
