import { changeBackend } from '../change.js';
import type { Outcome } from '../command.js';
import type { Arguments } from '../flags.js';
import { openProject } from '../project.js';
import type { Session } from '../session.js';

/** Brings a backend to what its `backend.json` says now. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const project = await openProject(session);
  // What was edited is exactly what is applied, so the record counts as read: no note about an edited backend.json.
  return changeBackend(
    session,
    given,
    { ...project, edited: false },
    project.answers,
    'Applied backend.json',
  );
}
