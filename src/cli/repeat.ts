import type { OptionValue } from '../modules/module.js';
import { isPicked, sameValue, wordsOf } from '../modules/option-values.js';
import { presets } from '../plan/presets.js';
import { type Answers, resolve } from '../plan/resolve.js';
import { declaredOptions, flaggedOptions, isExtra, none, visibleModules } from './declared.js';

/** Always said, though a default would do: the machine that repeats the command may have other defaults. */
const alwaysSaid = new Set(['framework', 'package-manager']);

/** The flags that lead to a set of answers, from the preset that needs the fewest. */
export function flagsFor(answers: Answers, name: string): readonly string[] {
  const candidates = Object.entries(presets).map(([preset, { answers: from }]) => {
    const start = preset === 'standard' ? [] : ['--preset', preset];
    const settled = { ...from, ...Object.fromEntries(baseAnswers(answers)) };
    return [...start, ...flagsFrom(resolve(from, name).answers, resolve(settled, name).answers, answers)];
  });
  return candidates.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** What the modules answer that are always there: the defaults of others may hang on it. */
const baseAnswers = (answers: Answers) =>
  visibleModules.flatMap(({ id, role }) => (role === 'base' && id in answers ? [[id, answers[id]]] : []));

/** `settled` is `from` with the answers of base modules as they are wanted, and the defaults that follow from them. */
function flagsFrom(from: Answers, settled: Answers, to: Answers): string[] {
  const flags: string[] = [];
  const flagOf = new Map(flaggedOptions.map(({ module, option, flag }) => [`${module.id}.${option}`, flag]));
  for (const { module, option } of declaredOptions) {
    const value = to[module.id]?.[option];
    const flag = flagOf.get(`${module.id}.${option}`);
    if (value === undefined) continue;
    const unsaid = (module.role === 'base' ? from : settled)[module.id]?.[option];
    if (sameValue(value, unsaid) && !alwaysSaid.has(flag ?? '')) continue;
    flags.push(
      ...(flag === undefined ? ['--set', `${module.id}.${option}=${value}`] : [`--${flag}`, String(value)]),
    );
  }
  const gone = visibleModules.filter(({ id }) => id in from && !(id in to));
  for (const module of gone) {
    flags.push(...(isExtra(module) ? [`--no-${module.id}`] : [`--${module.id}`, none]));
  }
  const extras = visibleModules.filter(
    (module) => isExtra(module) && module.id in to && !(module.id in from),
  );
  if (extras.length > 0) flags.push('--with', extras.map(({ id }) => id).join(','));
  return flags;
}

/** The command that creates the same backend without questions. */
export function repeatCommand(
  folder: string,
  answers: Answers,
  name: string,
  steps: { readonly install: boolean; readonly git: boolean },
): string {
  const words = ['npx', 'create-backend', folder, ...flagsFor(answers, name)];
  if (!steps.install) words.push('--no-install');
  if (!steps.git) words.push('--no-git');
  return [...words, '--yes'].map(quoted).join(' ');
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What describes a set: each chosen module with its main answer, then those that are only there. */
export function describe(answers: Answers): readonly (readonly [label: string, value: string])[] {
  const flagOf = new Map(flaggedOptions.map(({ module, option, flag }) => [`${module.id}.${option}`, flag]));
  const labels = declaredOptions.flatMap(({ module, option, spec }): (readonly [string, string])[] => {
    const value = answers[module.id]?.[option];
    const path = `${module.id}.${option}`;
    return value === undefined ? [] : [[nameOf(flagOf.get(path) ?? path), labelOf(spec, value)]];
  });
  const extras = visibleModules
    .filter((module) => isExtra(module) && module.id in answers)
    .map(({ id }) => id);
  return extras.length === 0 ? labels : [...labels, ['also', extras.join(', ')]];
}

/** A flag as people say it. */
const nameOf = (flag: string): string => flag.replaceAll('-', ' ').replace(/\borm\b/, 'ORM');

function labelOf(spec: (typeof declaredOptions)[number]['spec'], value: OptionValue): string {
  if (!isPicked(spec)) return String(value);
  const labels = wordsOf(value).map(
    (word) => spec.values.find((choice) => choice.value === word)?.label ?? word,
  );
  return labels.join(', ');
}
