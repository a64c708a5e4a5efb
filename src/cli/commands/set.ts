import type { OptionValue, OptionValues } from '../../modules/module.js';
import { BackendError } from '../../project/errors.js';
import { changeBackend } from '../change.js';
import type { Outcome } from '../command.js';
import { type DeclaredOption, isOptional, optionNamed, readValue } from '../declared.js';
import type { Arguments } from '../flags.js';
import { readAssignment } from '../module-flags.js';
import { openProject } from '../project.js';
import type { Session } from '../session.js';

type Setting = readonly [path: string, declared: DeclaredOption, value: OptionValue];

/** Changes options of modules that are there: `queue.driver bullmq`, or `queue.driver=bullmq cache.store=redis`. */
export async function run(session: Session, given: Arguments): Promise<Outcome> {
  const settings = readSettings(given.words);
  const project = await openProject(session);
  const to: Record<string, OptionValues> = { ...project.answers };
  for (const [path, { module, option }, value] of settings) {
    const options = to[module.id];
    if (options === undefined) throw notThere(path, module.id, String(value));
    to[module.id] = { ...options, [option]: value };
  }
  const done = settings.map(([path, , value]) => `${path} to ${String(value)}`).join(', ');
  return changeBackend(session, given, project, to, `Set ${done}`);
}

function readSettings(words: readonly string[]): readonly Setting[] {
  if (words.every((word) => word.includes('='))) return words.map(readAssignment);
  const [path = '', word] = words;
  if (words.length !== 2 || word === undefined || path.includes('=')) {
    const declared = optionNamed(path.split('=')[0] ?? path);
    const example = `${declared.module.id}.${declared.option}`;
    throw new BackendError('usage', {
      code: 'missing-value',
      what: `backend set needs an option and its value.`,
      next: `Write backend set ${example} VALUE, or several as ${example}=VALUE.`,
    });
  }
  const declared = optionNamed(path);
  return [[path, declared, readValue(declared, word)]];
}

function notThere(path: string, id: string, value: string): BackendError {
  const option = path.split('.')[1] ?? '';
  return new BackendError('usage', {
    code: 'not-there',
    what: `${path} can't be set: ${id} is not part of this backend.`,
    next: isOptional(optionNamed(path).module)
      ? `Add it with: backend add ${id} ${id}.${option}=${value}`
      : 'backend list shows what is there.',
  });
}
