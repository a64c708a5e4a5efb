import type { Adoption } from '../modules/adopted.js';
import type { Module, OptionValue, OptionValues } from '../modules/module.js';
import { isPicked, sameValue, wordsOf } from '../modules/option-values.js';
import { presets } from '../plan/presets.js';
import { type Answers, dependentsOf, resolve } from '../plan/resolve.js';
import { BackendError } from '../project/errors.js';
import { flaggedOptions, isExtra, none, optionNamed, readValue, visibleModules } from './declared.js';
import type { Arguments } from './flags.js';

/** What somebody said about one module, and in which words. */
export interface Decision {
  readonly on: boolean;
  readonly options: OptionValues;
  readonly said: string;
}

/** What flags, a config file and prompts have settled so far. */
export interface Decisions {
  readonly modules: ReadonlyMap<string, Decision>;
  /** Whether the extras that nobody named are settled too: they stay out. */
  readonly extrasAnswered: boolean;
  /** The set that fills whatever nobody decided; null while questions are open. */
  readonly base: Answers | null;
}

const undecided: Decisions = { modules: new Map(), extrasAnswered: false, base: null };

/** Reads the decisions in flags, or in a config file that was read as flags. */
export function decisionsIn(given: Arguments): Decisions {
  let decisions: Decisions = { ...undecided, extrasAnswered: given.has('with'), base: presetIn(given) };
  for (const { module, option, flag, ...declared } of flaggedOptions) {
    const word = given.joined(flag);
    if (word === undefined) continue;
    const said = `--${flag} ${word}`;
    const off = word === none && option === module.main;
    const options = off ? {} : { [option]: readValue({ module, option, ...declared }, word) };
    decisions = decide(decisions, module, { on: !off, options, said });
  }
  for (const assignment of given.list('set')) decisions = assign(decisions, assignment);
  for (const module of visibleModules) {
    if (given.list('with').includes(module.id)) {
      decisions = decide(decisions, module, { on: true, options: {}, said: `--with ${module.id}` });
    }
    if (given.has(`no-${module.id}`)) {
      decisions = decide(decisions, module, { on: false, options: {}, said: `--no-${module.id}` });
    }
  }
  return decisions;
}

function presetIn(given: Arguments): Answers | null {
  for (const [name, preset] of Object.entries(presets)) {
    if (given.value('preset') === name) return preset.answers;
  }
  return null;
}

function assign(decisions: Decisions, assignment: string): Decisions {
  const [path = '', ...rest] = assignment.split('=');
  if (rest.length === 0) {
    throw new BackendError('usage', {
      code: 'missing-value',
      what: `--set ${assignment} says no value.`,
      next: 'Write --set MODULE.OPTION=VALUE, such as --set queue.driver=bullmq.',
    });
  }
  const declared = optionNamed(path);
  const options = { [declared.option]: readValue(declared, rest.join('=')) };
  return decide(decisions, declared.module, { on: true, options, said: `--set ${assignment}` });
}

/** Adds what was said about a module; throws when something else was said before. */
export function decide(decisions: Decisions, module: Module, decision: Decision): Decisions {
  const before = decisions.modules.get(module.id);
  if (before !== undefined && contradict(before, decision))
    throw contradiction(before.said, decision.said, module.id);
  const options = { ...before?.options, ...decision.options };
  const said = before?.said ?? decision.said;
  return {
    ...decisions,
    modules: new Map(decisions.modules).set(module.id, { on: decision.on, options, said }),
  };
}

function contradict(before: Decision, after: Decision): boolean {
  if (before.on !== after.on) return true;
  return Object.entries(after.options).some(
    ([key, value]) => !sameValue(before.options[key] ?? value, value),
  );
}

/** Lays decisions over others: what `over` says about a module or option goes first. */
export function overlay(under: Decisions, over: Decisions): Decisions {
  const modules = new Map(under.modules);
  for (const [id, decision] of over.modules) {
    const below = modules.get(id);
    const options =
      below?.on === true && decision.on ? { ...below.options, ...decision.options } : decision.options;
    modules.set(id, { ...decision, options });
  }
  return {
    modules,
    extrasAnswered: under.extrasAnswered || over.extrasAnswered,
    base: over.base ?? under.base,
  };
}

export interface Settled {
  readonly asked: Answers;
  /** What was left out on the way, and why. */
  readonly notes: readonly string[];
}

/**
 * The set that the decisions ask for. A module that only the base brought in is left out, with a note, when it needs
 * one that was declined; one that was asked for by name contradicts it, which is an error.
 */
export function settle({ modules: decided, base }: Decisions, name: string): Settled {
  const asked = new Map<string, OptionValues>(Object.entries(base ?? {}));
  for (const [id, { on, options }] of decided) {
    if (on) asked.set(id, { ...asked.get(id), ...options });
    else asked.delete(id);
  }
  const notes: string[] = [];
  const declined = new Map([...decided].filter(([, { on }]) => !on).map(([id, { said }]) => [id, said]));
  const handled = new Set<string>();
  for (;;) {
    const { answers } = resolve(Object.fromEntries(asked), name);
    const wrong = [...declined].find(([id]) => id in answers && !handled.has(id));
    if (wrong === undefined) return { asked: Object.fromEntries(asked), notes };
    const [id, said] = wrong;
    handled.add(id);
    for (const dependent of dependentsOf(id, answers, name)) {
      const decision = decided.get(dependent);
      if (decision?.on === true) throw contradiction(decision.said, said, id, dependent);
      if (asked.delete(dependent))
        notes.push(`${dependent} is left out: it needs ${id}, and ${said} was given.`);
      declined.set(dependent, said);
    }
  }
}

function contradiction(first: string, second: string, id: string, dependent?: string): BackendError {
  return new BackendError('usage', {
    code: 'contradiction',
    what: `${first} and ${second} contradict each other.`,
    why: dependent === undefined ? `Both are about ${id}.` : `${dependent} needs ${id}.`,
    next: `Leave one of them out.`,
  });
}

/** A question that is still open. */
export type Question =
  | {
      readonly kind: 'option';
      readonly module: Module;
      readonly option: string;
      /** The values of a choice that go together with what is decided already. */
      readonly values: readonly string[];
      readonly mayDecline: boolean;
    }
  | { readonly kind: 'extras'; readonly modules: readonly Module[] };

/** The question that settles all extras at once. */
export const extrasMessage = 'What else should it have?';

/** The package manager is asked for last: it says how to begin, not what the backend is. */
const asksLast = (option: string): number => (option === 'packageManager' ? 1 : 0);

/** The next question that nobody has answered, or null. Questions with one possible answer are left out. */
export function nextQuestion(decisions: Decisions, name: string): Question | null {
  if (decisions.base !== null) return null;
  const questions = visibleModules.flatMap((module) => optionQuestions(decisions, module, name));
  const first = questions.find(({ option }) => asksLast(option) === 0);
  if (first !== undefined) return first;
  const extras = visibleModules.filter(
    (module) => isExtra(module) && !decisions.modules.has(module.id) && isPossible(decisions, module, name),
  );
  if (extras.length > 0 && !decisions.extrasAnswered) return { kind: 'extras', modules: extras };
  return questions[0] ?? null;
}

function optionQuestions(
  decisions: Decisions,
  module: Module,
  name: string,
): (Question & { kind: 'option' })[] {
  const decision = decisions.modules.get(module.id);
  const optional = module.role === 'module';
  return Object.entries(module.options).flatMap(([option, spec]) => {
    if (spec.ask === undefined || decision?.on === false || decision?.options[option] !== undefined)
      return [];
    const mayDecline = optional && option === module.main && decision === undefined;
    if (optional && decision === undefined && !mayDecline) return [];
    const decided = [...decisions.modules].flatMap(([id, { on, options }]) => (on ? [[id, options]] : []));
    const values = fittingValues(module, option, Object.fromEntries(decided), name);
    const single = isPicked(spec) && values.length <= 1 && !mayDecline;
    return single ? [] : [{ kind: 'option' as const, module, option, values, mayDecline }];
  });
}

/** The values of a choice that go together with the answers. */
export function fittingValues(
  module: Module,
  option: string,
  answers: Answers,
  name: string,
  adoption: Adoption | null = null,
): readonly string[] {
  const spec = module.options[option];
  const values = spec !== undefined && isPicked(spec) ? spec.values.map(({ value }) => value) : [];
  return values.filter((value) => {
    const options = { ...answers[module.id], [option]: value };
    const { problems } = resolve({ ...answers, [module.id]: options }, name, adoption);
    return !problems.some(({ code }) => code === 'conflict');
  });
}

/** Whether a module could come in without bringing back one that was declined. */
function isPossible({ modules: decided }: Decisions, module: Module, name: string): boolean {
  const { answers } = resolve({ [module.id]: {} }, name);
  return Object.keys(answers).every((id) => decided.get(id)?.on !== false);
}

/** Lays an answer over the decisions. */
export function answer(decisions: Decisions, question: Question, value: OptionValue): Decisions {
  if (question.kind === 'extras') {
    const chosen = question.modules.filter(({ id }) => wordsOf(value).includes(id));
    const next = chosen.reduce(
      (sum, module) => decide(sum, module, { on: true, options: {}, said: `the choice of ${module.id}` }),
      decisions,
    );
    return { ...next, extrasAnswered: true };
  }
  const { module, option, mayDecline } = question;
  const words = wordsOf(value);
  const off = mayDecline && (words.length === 0 || words.includes(none));
  const said = `the choice of ${module.id}: ${String(value)}`;
  return decide(decisions, module, {
    on: !off,
    options: off ? {} : { [option]: value },
    said,
  });
}

/** What a question's answer is when nobody chooses. */
export function defaultAnswer(
  question: Question,
  { modules: decided }: Decisions,
  defaults: Answers,
): OptionValue {
  if (question.kind === 'extras') return question.modules.map(({ id }) => id).filter((id) => id in defaults);
  const { module, option, mayDecline } = question;
  if (mayDecline && !(module.id in defaults)) return none;
  const fitting = module.defaults((id, key) => decided.get(id)?.options[key] ?? defaults[id]?.[key]);
  return defaults[module.id]?.[option] ?? fitting[option] ?? module.options[option]?.default ?? none;
}

/** Every open question, as far as they can be told when each gets its default. */
export function openQuestions(decisions: Decisions, defaults: Answers, name: string): readonly Question[] {
  const question = nextQuestion(decisions, name);
  if (question === null) return [];
  const next = answer(decisions, question, defaultAnswer(question, decisions, defaults));
  return [question, ...openQuestions(next, defaults, name)];
}
