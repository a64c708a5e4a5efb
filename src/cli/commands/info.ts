import fs from 'node:fs';
import type { HostSearch } from '../../frameworks/host.js';
import { exitCodes } from '../../project/errors.js';
import type { Finding } from '../../project/host.js';
import { Tree } from '../../tree/tree.js';
import type { Outcome } from '../command.js';
import type { Arguments } from '../flags.js';
import { foreignRoot, searchHost } from '../host.js';
import { openProject } from '../project.js';
import { describe } from '../repeat.js';
import type { Session } from '../session.js';

type Row = readonly [label: string, value: string];

/** Says what a project is, also one that create-backend didn't make. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const foreign = foreignRoot(session);
  return foreign === null ? describeOurs(session) : describeForeign(session, foreign, given.value('app'));
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

async function describeForeign(session: Session, root: string, app: string | undefined): Promise<Outcome> {
  const tree = new Tree(root, fs);
  const search = await searchHost(tree, app);
  const { findings } = search;
  session.say(session.colors.bold('A project that create-backend did not make'));
  sayFindings(session, [
    { about: 'folder', what: root, file: null, line: null, certainty: 'certain' },
    ...findings,
  ]);
  const answer = answerOf(search);
  session.say('', answer);
  return {
    exitCode: exitCodes.done,
    document: {
      project: { root },
      ours: false,
      supported: search.status === 'found',
      answer,
      found: findings,
      ...(search.status === 'found' ? { host: search.host } : {}),
      ...(search.status === 'several' ? { places: search.places } : {}),
    },
  };
}

/** Whether modules can be added, in one sentence. */
function answerOf(search: HostSearch): string {
  if (search.status === 'found')
    return 'Modules can be added: backend add MODULE --diff shows what one would do.';
  if (search.status === 'none') return `Nothing can be added: ${search.why}. ${search.next}`;
  const places = search.places.map(({ file, line, code }) => `${file}:${line}  ${code}`);
  return search.what === 'app'
    ? `Several apps are made here; say which with --app: ${places.join('; ')}`
    : `This is a workspace; go to one of its packages: ${places.join('; ')}`;
}

function sayFindings({ say, colors }: Session, findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ about }) => about.length)) + 2;
  for (const { about, what, file, line, certainty } of findings) {
    const place = file === null ? '' : `  ${file}${line === null ? '' : `:${line}`}`;
    const doubt = certainty === 'certain' ? '' : `  (${certainty})`;
    say(`  ${colors.dim(about.padEnd(width))}${what}${colors.cyan(place)}${colors.dim(doubt)}`);
  }
}

function sayRows({ say, colors }: Session, title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  say(colors.bold(title), ...rows.map(([label, value]) => `  ${colors.dim(label.padEnd(width))}${value}`));
}
