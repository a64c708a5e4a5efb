import { confirm, isCancel, multiselect, select, text } from '@clack/prompts';
import type { OptionValue } from '../modules/module.js';
import { canonicalValue, wordsOf } from '../modules/option-values.js';
import type { Answers } from '../plan/resolve.js';
import { BackendError } from '../project/errors.js';
import {
  answer,
  type Decisions,
  defaultAnswer,
  extrasMessage,
  nextQuestion,
  type Question,
} from './decisions.js';
import { none } from './declared.js';
import type { Session } from './session.js';

/** Ends the run when a prompt was left by Ctrl-C or Escape. */
function answered<Value>(value: Value): Exclude<Value, symbol> {
  if (isCancel(value)) throw interruptedWhileAsking();
  return value as Exclude<Value, symbol>;
}

const interruptedWhileAsking = (): BackendError =>
  new BackendError('interrupted', { code: 'interrupted', what: 'Stopped; nothing was written.' });

const streams = ({ stdin, stdout }: Session): { input: Session['stdin']; output: Session['stdout'] } => ({
  input: stdin,
  output: stdout,
});

/** Asks whatever is still open, in canonical order; what was answered decides what is asked next. */
export async function askQuestions(
  session: Session,
  decisions: Decisions,
  defaults: Answers,
  name: string,
): Promise<Decisions> {
  let settled = decisions;
  for (;;) {
    const question = nextQuestion(settled, name);
    if (question === null) return settled;
    settled = answer(settled, question, await ask(session, question, settled, defaults));
  }
}

async function ask(
  session: Session,
  question: Question,
  decisions: Decisions,
  defaults: Answers,
): Promise<OptionValue> {
  const initial = defaultAnswer(question, decisions, defaults);
  if (question.kind === 'option') return askOption(session, question, initial);
  const chosen = await multiselect({
    ...streams(session),
    message: extrasMessage,
    options: question.modules.map(({ id, summary }) => ({ value: id, label: id, hint: summary })),
    initialValues: [...wordsOf(initial)],
    required: false,
  });
  return answered(chosen);
}

/** Asks for one option of a module; `initial` is what it is when nothing else is chosen. */
export async function askOption(
  session: Session,
  question: Question & { readonly kind: 'option' },
  initial: OptionValue,
): Promise<OptionValue> {
  const { module, option, values, mayDecline } = question;
  const spec = module.options[option];
  const message = spec?.ask ?? `${module.id}.${option}?`;
  if (spec?.type === 'boolean') return askYesNo(session, message, initial === true);
  if (spec?.type === 'text') {
    const { pattern } = spec;
    const problemWith = (value: string): string | undefined =>
      pattern.test(value) ? undefined : `It is a text like ${pattern}.`;
    return askText(session, message, String(initial), problemWith);
  }
  const options = (spec?.values ?? [])
    .filter(({ value }) => values.includes(value))
    .map(({ value, label, hint }) => ({ value, label, hint }));
  if (spec?.type === 'choices') {
    const chosen = await multiselect({
      ...streams(session),
      message: mayDecline ? `${message} (nothing: without ${module.id})` : message,
      options,
      initialValues: wordsOf(initial).filter((word) => word !== none),
      required: !mayDecline,
    });
    return canonicalValue(spec, answered(chosen));
  }
  if (mayDecline) options.push({ value: none, label: 'None', hint: `without ${module.id}` });
  return answered(await select({ ...streams(session), message, options, initialValue: String(initial) }));
}

/** Asks for a line of text. */
export async function askText(
  session: Session,
  message: string,
  initial: string,
  problemWith: (value: string) => string | undefined,
): Promise<string> {
  const value = await text({
    ...streams(session),
    message,
    placeholder: initial,
    defaultValue: initial,
    validate: (typed) => problemWith(typed === undefined || typed === '' ? initial : typed),
  });
  return answered(value);
}

/** Asks yes or no. */
export async function askYesNo(session: Session, message: string, initial = true): Promise<boolean> {
  return answered(await confirm({ ...streams(session), message, initialValue: initial }));
}

/** Asks which of several places is meant. */
export async function askPlace(
  session: Session,
  message: string,
  places: readonly { readonly value: string; readonly label: string }[],
): Promise<string> {
  return answered(await select({ ...streams(session), message, options: [...places] }));
}
