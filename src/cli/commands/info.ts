import { exitCodes } from '../../project/errors.js';
import type { Outcome } from '../command.js';
import type { Arguments } from '../flags.js';
import { foreignRoot, openProject } from '../project.js';
import { describe } from '../repeat.js';
import type { Session } from '../session.js';

type Row = readonly [label: string, value: string];

/** Says what a project is, also one that create-backend didn't make. */
export async function run(session: Session, _given: Arguments): Promise<Outcome> {
  const foreign = foreignRoot(session);
  return foreign === null ? describeOurs(session) : describeForeign(session, foreign);
}

async function describeOurs(session: Session): Promise<Outcome> {
  const project = await openProject(session);
  const { examine } = await import('./doctor.js');
  const { answers, root, name } = project;
  const findings = await examine(project);
  sayRows(session, name, [['folder', root], ['entry', entryOfOurs], ...describe(answers)]);
  if (findings.length > 0)
    session.say('', ...findings.map(({ what }) => `${session.colors.yellow('!')} ${what}`));
  return {
    exitCode: exitCodes.done,
    document: {
      project: { root, name },
      ours: true,
      frameworks: [String(answers.app?.framework)],
      entries: [entryOfOurs],
      packageManager: String(answers.app?.packageManager),
      answers,
      found: findings.map(({ what }) => what),
    },
  };
}

/** Every backend that create-backend made starts here. */
const entryOfOurs = 'src/main.ts';

async function describeForeign(session: Session, root: string): Promise<Outcome> {
  const { inspect } = await import('../foreign.js');
  const { frameworks, entries, packageManager, findings } = await inspect(root);
  sayRows(session, 'A project that create-backend did not make', [
    ['folder', root],
    ['framework', frameworks.join(', ') || 'none that is known'],
    ['entry', entries.join(', ') || 'not found'],
    ['package manager', packageManager ?? 'not found: no lockfile'],
  ]);
  session.say('', ...findings);
  return {
    exitCode: exitCodes.done,
    document: { project: { root }, ours: false, frameworks, entries, packageManager, found: findings },
  };
}

function sayRows({ say, colors }: Session, title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  say(colors.bold(title), ...rows.map(([label, value]) => `  ${colors.dim(label.padEnd(width))}${value}`));
}
