import type { NextStep } from '../modules/module.js';
import type { Blocked, Plan } from '../plan/plan.js';
import { BackendError, exitCodes } from '../project/errors.js';
import { unifiedDiff } from '../tree/diff.js';
import type { Change } from '../tree/tree.js';
import type { Outcome } from './command.js';
import { errorDocument, printError } from './document.js';
import type { Session } from './session.js';
import type { Voice } from './voice.js';

/** The record that the program keeps for itself: counted, not listed. */
export const isRecord = ({ path }: Change): boolean => path.startsWith('.backend/');

/** One line a file: `create  src/jobs.ts`. */
export function changeLines({ colors }: Session, changes: readonly Change[]): readonly string[] {
  const paint = { create: colors.green, update: colors.yellow, remove: colors.red };
  const lines = changes
    .filter((change) => !isRecord(change))
    .map(({ status, path }) => `${paint[status](status)}  ${path}`);
  const record = changes.filter(isRecord).length;
  return record === 0
    ? lines
    : [...lines, colors.dim(`and ${record} in .backend/, the record of what was applied`)];
}

/** `12 created, 3 updated, 1 removed`. */
export function countChanges(changes: readonly Change[]): string {
  const words = { create: 'created', update: 'updated', remove: 'removed' } as const;
  const parts = (['create', 'update', 'remove'] as const).flatMap((status) => {
    const count = changes.filter((change) => change.status === status && !isRecord(change)).length;
    return count === 0 ? [] : [`${count} ${words[status]}`];
  });
  return parts.length === 0 ? 'nothing else changed' : parts.join(', ');
}

/** The lines that say why a plan is blocked and what to paste. */
export function blockedLines(blocked: readonly Blocked[]): readonly string[] {
  return blocked.flatMap(({ what, explain }) => [what, ...explain.map((line) => `  ${line}`), '']);
}

/** The part of the JSON document that describes a plan. */
export async function planDocument(
  plan: Plan,
  options: { diff: boolean; dryRun: boolean },
): Promise<Record<string, unknown>> {
  const changes = plan.changes.map(async (change) => ({
    path: change.path,
    status: change.status,
    ...(options.diff ? { diff: await unifiedDiff(change) } : {}),
  }));
  return {
    dryRun: options.dryRun,
    answers: plan.answers,
    added: plan.added,
    changes: await Promise.all(changes),
    blocked: plan.blocked,
    notes: plan.notes.map(({ text }) => text),
    nextSteps: plan.nextSteps.map(({ command, why }) => ({ command, why })),
  };
}

/** Prints the whole diff, with the colours of git. */
export async function sayDiff(session: Session, changes: readonly Change[]): Promise<void> {
  const { colors } = session;
  for (const change of changes) {
    if (isRecord(change)) continue;
    for (const line of (await unifiedDiff(change)).trimEnd().split('\n')) {
      if (line.startsWith('+++') || line.startsWith('---')) session.say(colors.bold(line));
      else if (line.startsWith('+')) session.say(colors.green(line));
      else if (line.startsWith('-')) session.say(colors.red(line));
      else if (line.startsWith('@@')) session.say(colors.cyan(line));
      else session.say(line);
    }
  }
}

/** Passes on what a plan wants to be known. */
export function sayNotes(voice: Voice, plan: Plan): void {
  for (const { text } of plan.notes) voice.note(text);
}

/** The outcome of a plan that can't be carried out: nothing was written. */
export function blockedOutcome(
  session: Session,
  plan: Plan,
  document: Readonly<Record<string, unknown>>,
): Outcome {
  const count = plan.blocked.length;
  const error = new BackendError('blocked', {
    code: 'blocked',
    what: `${count === 1 ? 'One thing stands' : `${count} things stand`} in the way; nothing was written.`,
    details: blockedLines(plan.blocked),
    next: 'Do what is said there, then run the command again.',
  });
  if (!session.json) printError(session, '', error);
  return { exitCode: exitCodes.blocked, document: { ...document, error: errorDocument(error) } };
}

/** What to type next, and why. */
export function sayNext({ colors }: Session, voice: Voice, steps: readonly NextStep[]): void {
  if (steps.length === 0) return;
  const width = Math.max(...steps.map(({ command }) => command.length)) + 3;
  const lines = steps.map(({ command, why }) =>
    why === '' ? colors.cyan(command) : `${colors.cyan(command.padEnd(width))}${colors.dim(why)}`,
  );
  voice.section('Next', lines);
}
