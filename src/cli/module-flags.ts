import type { Module, OptionValue, OptionValues } from '../modules/module.js';
import { BackendError } from '../project/errors.js';
import {
  type DeclaredOption,
  declaredOptions,
  isOptional,
  moduleNamed,
  optionNamed,
  placeholderOf,
  readValue,
  valuesOf,
} from './declared.js';
import type { Arguments, Flag } from './flags.js';

/** A flag of an option's name, as the modules that have such an option declare it together. */
export const moduleOptionFlags: readonly Flag[] = [
  ...new Set(declaredOptions.filter(({ module }) => isOptional(module)).map(({ option }) => option)),
].map((option): Flag => {
  const owners = declaredOptions.filter(
    (declared) => isOptional(declared.module) && declared.option === option,
  );
  const values = owners.map(({ spec }) => valuesOf(spec));
  const choices = values.some((some) => some === undefined)
    ? undefined
    : [...new Set(values.flatMap((some) => some ?? []))];
  const description = owners.map(({ module, spec }) => `${spec.description} (${module.id})`).join('; ');
  const several = owners.some(({ spec }) => spec.type === 'choices');
  return {
    name: kebab(option),
    ...placeholderOf(several),
    description,
    ...(choices === undefined ? {} : { choices }),
  };
});

function kebab(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Modules that a command line names, with the options it gives them. */
export type NamedModules = ReadonlyMap<Module, OptionValues>;

/** Reads `queue cache queue.driver=bullmq --store redis`. */
export function readModules(given: Arguments): NamedModules {
  const named = new Map<Module, Record<string, OptionValue>>();
  const assignments = given.words.filter((word) => word.includes('='));
  for (const word of given.words) {
    if (!assignments.includes(word)) named.set(moduleNamed(word), {});
  }
  for (const assignment of assignments) {
    const [path, declared, value] = readAssignment(assignment);
    const options = named.get(declared.module);
    if (options === undefined) throw notNamed(path, declared.module);
    options[declared.option] = value;
  }
  for (const { name } of moduleOptionFlags) {
    const word = given.joined(name);
    if (word === undefined) continue;
    const declared = ownerOf(name, [...named.keys()], word);
    const options = named.get(declared.module) ?? {};
    options[declared.option] = readValue(declared, word);
  }
  return named;
}

/** Reads `queue.driver=bullmq`. */
export function readAssignment(
  assignment: string,
): readonly [path: string, declared: DeclaredOption, value: OptionValue] {
  const at = assignment.indexOf('=');
  const path = assignment.slice(0, at);
  const declared = optionNamed(path);
  return [path, declared, readValue(declared, assignment.slice(at + 1))];
}

/** The one option that a flag such as `--driver` means, among the modules that are named. */
function ownerOf(flag: string, named: readonly Module[], word: string): DeclaredOption {
  const candidates = declaredOptions.filter(({ option }) => kebab(option) === flag);
  const owners = candidates.filter(({ module }) => named.includes(module));
  const [owner, second] = owners;
  if (owner === undefined) {
    const ids = candidates.map(({ module }) => module.id).join(', ');
    throw new BackendError('usage', {
      code: 'unknown-option',
      what: `--${flag} belongs to ${ids}, which ${candidates.length === 1 ? 'is' : 'are'} not named here.`,
      next: `Name the module too: ${ids} --${flag} ${word}`,
    });
  }
  if (second === undefined) return owner;
  const paths = owners.map(({ module, option }) => `${module.id}.${option}`);
  throw new BackendError('usage', {
    code: 'ambiguous-option',
    what: `--${flag} could mean ${paths.join(' or ')}.`,
    next: `Say which: ${paths.map((path) => `${path}=${word}`).join(' or ')}`,
  });
}

const notNamed = (path: string, module: Module): BackendError =>
  new BackendError('usage', {
    code: 'unknown-option',
    what: `${path} belongs to ${module.id}, which is not named here.`,
    next: `Name the module too, such as: ${module.id} ${path}=VALUE`,
  });
