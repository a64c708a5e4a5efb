import type { Module, OptionSpec, OptionValue } from '../modules/module.js';
import { canonicalValue, isPicked } from '../modules/option-values.js';
import { modules as registry } from '../modules/registry.js';
import { type PresetName, presets } from '../plan/presets.js';
import { BackendError } from '../project/errors.js';
import type { Flag } from './flags.js';
import { didYouMean } from './nearest.js';

/** The answer that leaves a module out. */
export const none = 'none';

export interface DeclaredOption {
  readonly module: Module;
  readonly option: string;
  readonly spec: OptionSpec;
}

/** An option of a module with the flag of `create-backend` that sets it. */
export interface FlaggedOption extends DeclaredOption {
  readonly flag: string;
}

export const isOptional = (module: Module): boolean => module.role === 'module';
export const isVisible = (module: Module): boolean => module.role !== 'internal';
/** A module that is only there or not: no option of its own decides it. */
export const isExtra = (module: Module): boolean => isOptional(module) && module.main === null;

export const visibleModules: readonly Module[] = registry.filter(isVisible);
export const presetNames = Object.keys(presets) as readonly PresetName[];

/** Every option of every module that users can name, in canonical order. */
export const declaredOptions: readonly DeclaredOption[] = visibleModules.flatMap((module) =>
  Object.entries(module.options).map(([option, spec]) => ({ module, option, spec })),
);

/** The options that have a flag of their own in `create-backend`. */
export const flaggedOptions: readonly FlaggedOption[] = declaredOptions.flatMap((declared) => {
  const { module, option, spec } = declared;
  const flag = option === module.main ? module.id : spec.flag;
  return flag === undefined ? [] : [{ ...declared, flag }];
});

/** The values that an option can have, as words; undefined for free text. */
export function valuesOf(spec: OptionSpec): readonly string[] | undefined {
  if (isPicked(spec)) return spec.values.map(({ value }) => value);
  return spec.type === 'boolean' ? ['true', 'false'] : undefined;
}

/** Reads a word of the command line as a value of an option. */
export function readValue({ module, option, spec }: DeclaredOption, word: string): OptionValue {
  const values = valuesOf(spec);
  const name = `${module.id}.${option}`;
  const words = spec.type === 'choices' ? word.split(',') : [word];
  const unknown = values === undefined ? undefined : words.find((one) => !values.includes(one));
  if (values !== undefined && unknown !== undefined) {
    throw new BackendError('usage', {
      code: 'unknown-value',
      what: `${name} can't be ${unknown}.`,
      next: `${didYouMean(unknown, values)}It is one ${spec.type === 'choices' ? 'or more ' : ''}of ${values.join(', ')}.`,
    });
  }
  if (spec.type === 'choices') return canonicalValue(spec, words);
  if (spec.type === 'text' && !spec.pattern.test(word)) {
    throw new BackendError('usage', {
      code: 'unknown-value',
      what: `${name} can't be ${word}.`,
      next: `It is a text like ${spec.pattern}.`,
    });
  }
  return spec.type === 'boolean' ? word === 'true' : word;
}

/** The module that a word of the command line names. */
export function moduleNamed(word: string): Module {
  const module = visibleModules.find(({ id, aliases }) => id === word || aliases.includes(word));
  if (module !== undefined) return module;
  const ids = visibleModules.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new BackendError('usage', {
    code: 'unknown-module',
    what: `There is no module ${word}.`,
    next: `${didYouMean(word, ids)}Modules are ${visibleModules.map(({ id }) => id).join(', ')}.`,
  });
}

/** The option that `module.option` names. */
export function optionNamed(path: string): DeclaredOption {
  const [word = '', option = '', ...rest] = path.split('.');
  const module = moduleNamed(word);
  const spec = module.options[option];
  if (spec !== undefined && rest.length === 0) return { module, option, spec };
  const paths = Object.keys(module.options).map((key) => `${module.id}.${key}`);
  throw new BackendError('usage', {
    code: 'unknown-option',
    what: option === '' ? `${path} names no option.` : `There is no option ${path}.`,
    next:
      paths.length === 0
        ? `${module.id} has no options.`
        : `${didYouMean(path, paths)}The options of ${module.id} are ${paths.join(', ')}.`,
  });
}

/** How the value of an option's flag is written: one, or several with commas between them. */
export const placeholderOf = (several: boolean): Pick<Flag, 'value' | 'many'> =>
  several ? { value: 'VALUE,...', many: true } : { value: 'VALUE' };

/** The flags of `create-backend` that the modules declare. */
export const createModuleFlags: readonly Flag[] = [
  ...flaggedOptions.map(({ module, option, spec, flag }): Flag => {
    const values = valuesOf(spec);
    const choices = isOptional(module) && option === module.main ? [none, ...(values ?? [])] : values;
    const description = option === module.main ? module.summary : spec.description;
    return {
      name: flag,
      ...placeholderOf(spec.type === 'choices'),
      description,
      ...(choices === undefined ? {} : { choices }),
    };
  }),
  {
    name: 'with',
    value: 'MODULE,...',
    many: true,
    choices: [...visibleModules.filter(isOptional).map(({ id }) => id), none],
    description: 'Other modules to have; none for no others',
  },
  ...visibleModules
    .filter(isExtra)
    .map(({ id, summary }): Flag => ({ name: `no-${id}`, value: null, description: `Without: ${summary}` })),
  {
    name: 'set',
    value: 'MODULE.OPTION=VALUE',
    many: true,
    separator: /,(?=[^,=]+=)/,
    description: 'Any option of a module, also those without a flag of their own',
  },
];
