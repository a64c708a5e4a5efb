import type { Module, OptionValue, OptionValues } from '../../modules/module.js';
import { canonicalValue, isPicked, wordsOf } from '../../modules/option-values.js';
import type { Answers } from '../../plan/resolve.js';
import { BackendError } from '../../project/errors.js';
import { changeBackend } from '../change.js';
import type { Outcome } from '../command.js';
import { fittingValues, type Question } from '../decisions.js';
import { valuesOf } from '../declared.js';
import type { Arguments } from '../flags.js';
import { openOrAdopt } from '../host.js';
import { type NamedModules, readModules } from '../module-flags.js';
import type { Project } from '../project.js';
import { noTerminal, type Session } from '../session.js';

/** Adds modules to a backend, with what they need. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const named = readModules(given);
  const project = await openOrAdopt(session, {
    package: given.value('package'),
    app: given.value('app'),
  });
  const extended = withMore(project.answers, named);
  refuseOtherAnswers(extended, named);
  const missing = [...named].filter(([{ id }]) => !(id in project.answers));
  const open = missing.flatMap(([module, options]) => openOptions(module, options, project));
  const asked = given.has('yes') ? [] : await askOpen(session, open);
  const to: Record<string, OptionValues> = { ...extended };
  for (const [{ id }, options] of missing)
    to[id] = { ...options, ...asked.find((some) => some.id === id)?.options };
  const ids = missing.map(([{ id }]) => id);
  const more = [...named.keys()].filter(({ id }) => extended[id] !== project.answers[id]).map(({ id }) => id);
  const done = ids.length > 0 ? `Added ${ids.join(', ')}` : `Added to ${more.join(', ')}`;
  return changeBackend(session, given, project, to, done);
}

type OpenOption = Question & { readonly kind: 'option'; readonly initial: OptionValue };

/** The questions of a module that its options leave open; those with one possible answer are left out. */
function openOptions(
  module: Module,
  options: OptionValues,
  { adoption, answers, name }: Project,
): OpenOption[] {
  const { adopted, options: specs } = module;
  // What was found in a project answers questions that a new backend's would be asked.
  const known = adoption === null ? {} : (adopted?.defaults(adoption.host) ?? {});
  return Object.entries(specs).flatMap(([option, spec]) => {
    const asked = { ...answers, [module.id]: options };
    const values = fittingValues(module, option, asked, name, adoption);
    const single = isPicked(spec) && values.length <= 1;
    if (spec.ask === undefined || single || { ...known, ...options }[option] !== undefined) return [];
    const fitting = module.defaults((id, key) => answers[id]?.[key]);
    const initial = fitting[option] ?? spec.default;
    return [{ kind: 'option' as const, module, option, values, mayDecline: false, initial }];
  });
}

async function askOpen(
  session: Session,
  open: readonly OpenOption[],
): Promise<readonly { readonly id: string; readonly options: OptionValues }[]> {
  if (open.length === 0) return [];
  if (!session.interactive) throw missingAnswers(open);
  const { askOption } = await import('../ask.js');
  const answers = new Map<string, OptionValues>();
  for (const { initial, ...question } of open) {
    const { module, option } = question;
    const value = await askOption(session, question, initial);
    answers.set(module.id, { ...answers.get(module.id), [option]: value });
  }
  return [...answers].map(([id, options]) => ({ id, options }));
}

function missingAnswers(open: readonly { readonly module: Module; readonly option: string }[]): BackendError {
  const details = open.map(({ module, option }) => {
    const spec = module.options[option];
    const values = spec === undefined ? undefined : valuesOf(spec);
    return `${module.id}.${option}=${values?.join('|') ?? 'TEXT'}  ${spec?.ask ?? ''}`;
  });
  return new BackendError('usage', {
    code: 'missing-answers',
    what: `${open.length === 1 ? 'One answer is' : `${open.length} answers are`} missing, and nobody can be asked here.`,
    why: noTerminal,
    details,
    next: 'Add these words to the command, or --yes to take the defaults.',
  });
}

/** A choice of several that is there gets what is named beside what it has. */
function withMore(answers: Answers, named: NamedModules): Answers {
  const extended: Record<string, OptionValues> = { ...answers };
  for (const [{ id, options: specs }, options] of named) {
    const present = answers[id];
    if (present === undefined) continue;
    const more = Object.entries(options).flatMap(([option, value]) => {
      const spec = specs[option];
      const words = [...wordsOf(present[option]), ...wordsOf(value)];
      return spec?.type === 'choices' ? [[option, canonicalValue(spec, words)] as const] : [];
    });
    if (more.length > 0) extended[id] = { ...present, ...Object.fromEntries(more) };
  }
  return extended;
}

/** Adding what is there changes nothing, so another answer for it would be lost: that is what `set` is for. */
function refuseOtherAnswers(answers: Answers, named: NamedModules): void {
  for (const [{ id }, options] of named) {
    const present = answers[id];
    const other = Object.entries(options).find(
      ([option, value]) =>
        present !== undefined && !wordsOf(value).every((word) => wordsOf(present[option]).includes(word)),
    );
    if (other === undefined) continue;
    const [option, value] = other;
    throw new BackendError('usage', {
      code: 'already-there',
      what: `${id} is there already, with ${option} ${String(present?.[option])}.`,
      next: `Change it with: backend set ${id}.${option} ${String(value)}`,
    });
  }
}
