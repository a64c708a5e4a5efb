import { dependentsOf } from '../../plan/resolve.js';
import { BackendError } from '../../project/errors.js';
import { changeBackend } from '../change.js';
import type { Outcome } from '../command.js';
import { isOptional, moduleNamed } from '../declared.js';
import type { Arguments } from '../flags.js';
import { openProject, type Project } from '../project.js';
import type { Session } from '../session.js';

/** Removes modules from a backend; what others still need is refused. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const modules = given.words.map(moduleNamed);
  const project = await openProject(session);
  const { adoption } = project;
  const fixed = adoption === null ? modules.find((module) => !isOptional(module)) : undefined;
  if (fixed !== undefined) {
    throw new BackendError('usage', {
      code: 'base-module',
      what: `${fixed.id} can't be removed.`,
      why: 'It is part of every backend; the others are built on it.',
      next: 'backend list shows which modules can be removed.',
    });
  }
  const ids = modules.map(({ id }) => id);
  const needing = dependentsOn(ids, project).filter((id) => !ids.includes(id));
  if (needing.length > 0) {
    throw new BackendError('usage', {
      code: 'needed',
      what: `${ids.join(', ')} can't be removed alone: ${needing.join(', ')} ${needing.length === 1 ? 'needs' : 'need'} it.`,
      next: `Remove them together: backend remove ${[...ids, ...needing].join(' ')}`,
    });
  }
  const to = Object.fromEntries(Object.entries(project.answers).filter(([id]) => !ids.includes(id)));
  return changeBackend(session, given, project, to, `Removed ${ids.join(', ')}`);
}

/** Every module that needs one of `ids`, directly or through others. */
function dependentsOn(ids: readonly string[], project: Project): readonly string[] {
  const { answers, name, adoption } = project;
  const present = ids.filter((id) => id in answers);
  const found = new Set(present.flatMap((id) => dependentsOf(id, answers, name, adoption)));
  const further = [...found].filter((id) => !ids.includes(id));
  return further.length === 0
    ? [...found]
    : [...new Set([...found, ...dependentsOn([...ids, ...further], project)])];
}
