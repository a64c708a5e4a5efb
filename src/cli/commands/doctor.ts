import type { Fact, FactHandler } from '../../facts/fact.js';
import { handlerOf, loadSourceHandlers } from '../../facts/handlers.js';
import type { Applied } from '../../plan/applied.js';
import { reconcile } from '../../plan/reconcile.js';
import { BackendError, exitCodes } from '../../project/errors.js';
import { hashText, type Tree } from '../../tree/tree.js';
import type { Outcome } from '../command.js';
import { errorDocument } from '../document.js';
import type { Arguments } from '../flags.js';
import { openProject, type Project } from '../project.js';
import type { Session } from '../session.js';

/** Something that doctor found. A problem makes it fail; a note is only said. */
export interface Finding {
  readonly level: 'problem' | 'note';
  readonly file: string;
  readonly what: string;
  readonly next: string;
}

/** Checks that a backend is what its `backend.json` says. */
export async function run(session: Session, _given: Arguments): Promise<Outcome> {
  const project = await openProject(session);
  const findings = await examine(project);
  const problems = findings.filter(({ level }) => level === 'problem');
  const { colors } = session;
  for (const { level, what, next } of findings) {
    session.say(
      `${level === 'problem' ? colors.red('✖') : colors.yellow('!')} ${what}`,
      `  ${colors.cyan('→')} ${next}`,
    );
  }
  if (findings.length > 0) session.say('');
  const document = {
    project: { root: project.root, name: project.name },
    healthy: problems.length === 0,
    findings,
  };
  if (problems.length === 0) {
    session.say(`${colors.green('✔')} ${project.name} is what backend.json says.`);
    return { exitCode: exitCodes.done, document };
  }
  const what = `${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in ${project.name}.`;
  session.say(what);
  const error = errorDocument(new BackendError('failed', { code: 'unhealthy', what }));
  return { exitCode: exitCodes.failed, document: { ...document, error } };
}

/** Everything that is not as the answers and the record say. Stages into the project's tree; writes nothing. */
export async function examine({
  tree,
  applied,
  answers,
  name,
  edited,
  adoption,
}: Project): Promise<readonly Finding[]> {
  if (applied === null) {
    return [
      problem(
        '.backend/applied.json',
        'The record of what was applied is missing.',
        'Bring it back with: git checkout -- .backend',
      ),
    ];
  }
  if (adoption !== null) await loadSourceHandlers();
  const findings = [...fileFindings(tree, applied), ...factFindings(tree, applied)];
  const plan = await reconcile({ tree, applied, to: answers, name, adoption });
  for (const { file, what, explain } of plan.blocked) findings.push(problem(file, what, explain[0] ?? ''));
  const stale = plan.changes.filter(({ path }) => !path.startsWith('.backend/'));
  if (edited) {
    findings.push(
      problem(
        'backend.json',
        'backend.json was edited and not applied yet.',
        'Look with: backend apply --diff, then: backend apply',
      ),
    );
  } else if (stale.length > 0) {
    const shown = stale
      .slice(0, 5)
      .map(({ path }) => path)
      .join(', ');
    findings.push(
      problem(
        stale[0]?.path ?? '',
        `${stale.length} files are not as this version writes them: ${shown}.`,
        'Bring them up to date with: backend apply',
      ),
    );
  }
  return findings;
}

const problem = (file: string, what: string, next: string): Finding => ({
  level: 'problem',
  file,
  what,
  next,
});
const note = (file: string, what: string, next: string): Finding => ({ level: 'note', file, what, next });

function fileFindings(tree: Tree, { files }: Applied): Finding[] {
  return Object.entries(files).flatMap(([path, { hash, tidied, module, state }]) => {
    if (state === 'found') return [];
    const text = tree.read(path);
    if (text === null) {
      return [
        problem(path, `${path} of ${module} is missing.`, `Bring it back with: git checkout -- ${path}`),
      ];
    }
    if ([hash, tidied].includes(hashText(text))) return [];
    return [
      note(path, `${path} of ${module} was edited.`, 'That is fine: later changes are merged with yours.'),
    ];
  });
}

function factFindings(tree: Tree, { facts }: Applied): Finding[] {
  return facts.flatMap(({ fact, state }) => {
    const handler = handlerOf(fact.kind) as FactHandler<Fact>;
    const found = handler.find(tree.read(fact.file), fact);
    const what = `${fact.key} in ${fact.file}`;
    if (found === 'absent') {
      const lines = handler.explain(fact).trimEnd();
      return [
        problem(
          fact.file,
          state === 'manual' ? `${what} is still to be put by hand.` : `${what} is missing.`,
          lines,
        ),
      ];
    }
    if (found === 'different' && state === 'ours') {
      return [note(fact.file, `${what} was changed.`, 'That is fine when it was meant: it is kept.')];
    }
    return [];
  });
}
