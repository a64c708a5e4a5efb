import { detectPackageManager, packageManagerOf } from '../packages/package-managers.js';
import { presets } from '../plan/presets.js';
import type { Answers } from '../plan/resolve.js';
import { BackendError } from '../project/errors.js';
import { checkTarget, openTarget, type Target } from '../tree/target.js';
import { readConfig } from './config.js';
import { createCommand } from './create-command.js';
import {
  type Decisions,
  decisionsIn,
  extrasMessage,
  openQuestions,
  overlay,
  type Question,
  settle,
} from './decisions.js';
import { none, valuesOf } from './declared.js';
import type { Arguments } from './flags.js';
import { noTerminal, type Session } from './session.js';

/** What a run of `create-backend` is asked to do: nothing is open any more. */
export interface Request {
  readonly target: Target;
  readonly asked: Answers;
  /** What was left out on the way, and why. */
  readonly notes: readonly string[];
  readonly install: boolean;
  readonly git: boolean;
}

const defaultFolder = 'my-api';
const whereTo = 'Where should it go?';

/** Puts flags, config and, where somebody is there to answer, prompts together. */
export async function readRequest(session: Session, given: Arguments, asks: boolean): Promise<Request> {
  const path = given.value('config');
  const config = path === undefined ? null : await readConfig(session, path, createCommand.flags);
  const defaults = withPackageManager(presets.standard.answers, session.env.npm_config_user_agent);
  const fromConfig = config === null ? null : decisionsIn(config.given);
  const said = overlay(wholeSet(fromConfig, config?.whole === true), decisionsIn(given));
  const base = said.base ?? (given.has('yes') ? defaults : null);
  const decisions = {
    ...said,
    base: base === null ? null : withPackageManager(base, session.env.npm_config_user_agent),
  };
  const folder = given.words[0] ?? config?.given.words[0];
  const wants = (step: string): boolean | undefined => switchOf(given, step) ?? switchOf(config?.given, step);

  if (!asks) {
    refuseOpen(folder, decisions, defaults, given.has('yes'));
    const target = await openTarget(folder ?? defaultFolder, session.cwd);
    return {
      target,
      ...settle(decisions, target.name),
      install: wants('install') ?? true,
      git: wants('git') ?? true,
    };
  }
  const { askQuestions, askText, askYesNo } = await import('./ask.js');
  const typed =
    folder ?? (await askText(session, whereTo, defaultFolder, (text) => problemWith(text, session.cwd)));
  const target = await openTarget(typed, session.cwd);
  const settled = settle(await askQuestions(session, decisions, defaults, target.name), target.name);
  const manager = packageManagerOf(String(settled.asked.app?.packageManager)).label;
  const git =
    wants('git') ?? (target.kept.includes('.git') || (await askYesNo(session, 'Make a git repository?')));
  const install =
    wants('install') ?? (await askYesNo(session, `Install the dependencies with ${manager} now?`));
  return { target, ...settled, install, git };
}

/** A config that names the whole set leaves nothing open; what it doesn't name stays out. */
function wholeSet(decisions: Decisions | null, whole: boolean): Decisions {
  if (decisions === null) return { modules: new Map(), extrasAnswered: false, base: null };
  return whole && decisions.base === null ? { ...decisions, base: {} } : decisions;
}

function switchOf(given: Arguments | undefined, step: string): boolean | undefined {
  if (given?.has(`no-${step}`)) return false;
  return given?.has(step) ? true : undefined;
}

/** `npm create`, `pnpm create` and the like say who they are; that one is the default. */
function withPackageManager(answers: Answers, userAgent: string | undefined): Answers {
  const { id } = detectPackageManager({ read: () => null, exists: () => false, userAgent });
  return { ...answers, app: { packageManager: id, ...answers.app } };
}

function problemWith(typed: string, cwd: string): string | undefined {
  try {
    checkTarget(typed, cwd);
    return undefined;
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return [error.message, error.next ?? ''].join(' ').trim();
  }
}

function refuseOpen(folder: string | undefined, decisions: Decisions, defaults: Answers, yes: boolean): void {
  const questions = openQuestions(decisions, defaults, defaultFolder);
  const noFolder = folder === undefined && !yes;
  if (!noFolder && questions.length === 0) return;
  const rows = questions.map((question) => [messageOf(question), flagFor(question)] as const);
  if (noFolder) rows.unshift([whereTo, 'DIR']);
  const width = Math.max(...rows.map(([message]) => message.length)) + 2;
  throw new BackendError('usage', {
    code: 'missing-answers',
    what: `${rows.length === 1 ? 'One answer is' : `${rows.length} answers are`} missing, and nobody can be asked here.`,
    why: noTerminal,
    details: rows.map(([message, flag]) => `${message.padEnd(width)}${flag}`),
    next: 'Give these, or --preset minimal|standard|full, or --yes to take the defaults.',
  });
}

function flagFor(question: Question): string {
  if (question.kind === 'extras')
    return `--with ${[...question.modules.map(({ id }) => id), none].join(',')}`;
  const { module, option, mayDecline } = question;
  const spec = module.options[option];
  const flag = option === module.main ? module.id : spec?.flag;
  const values = spec === undefined ? [] : (valuesOf(spec) ?? ['TEXT']);
  if (flag === undefined) return `--set ${module.id}.${option}=${values.join('|')}`;
  return `--${flag} ${[...(mayDecline ? [none] : []), ...values].join('|')}`;
}

const messageOf = (question: Question): string =>
  question.kind === 'extras' ? extrasMessage : (question.module.options[question.option]?.ask ?? '');
