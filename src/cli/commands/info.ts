import { exitCodes } from '../../project/errors.js';
import type { Outcome } from '../command.js';
import type { Arguments } from '../flags.js';
import { openProject } from '../project.js';
import { describe } from '../repeat.js';
import type { Session } from '../session.js';
import { examine } from './doctor.js';

/** Says what a project is. */
export async function run(session: Session, _given: Arguments): Promise<Outcome> {
  const project = await openProject(session);
  const { answers, root, name } = project;
  const findings = await examine(project);
  const entry = 'src/main.ts';
  const rows = [['root', root], ['entry', entry], ...describe(answers)] as const;
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  session.say(session.colors.bold(name));
  for (const [label, value] of rows) session.say(`  ${session.colors.dim(label.padEnd(width))}${value}`);
  if (findings.length > 0) session.say('', ...findings.map(({ what }) => `  ! ${what}`));
  const document = {
    project: { root, name },
    framework: answers.app?.framework ?? null,
    entry,
    packageManager: answers.app?.packageManager ?? null,
    answers,
    findings,
  };
  return { exitCode: exitCodes.done, document };
}
