import { modulesFor } from '../../modules/registry.js';
import { resolve } from '../../plan/resolve.js';
import type { Outcome } from '../command.js';
import { isVisible, valuesOf } from '../declared.js';
import type { Arguments } from '../flags.js';
import { openProject } from '../project.js';
import type { Session } from '../session.js';

/** Lists every module: whether it is there, its options, and what it is. */
export async function run(session: Session, _given: Arguments): Promise<Outcome> {
  const { answers, root, name, adoption } = await openProject(session);
  const offered = modulesFor(adoption).filter(isVisible);
  const { modules: resolved } = resolve(answers, name, adoption);
  const rows = offered.map((module) => {
    const options = resolved.find((other) => other.module.id === module.id)?.context.options;
    return { module, on: options !== undefined, options: options ?? {} };
  });
  const width = Math.max(...offered.map(({ id }) => id.length)) + 2;
  const { colors } = session;
  for (const { module, on, options } of rows) {
    const mark = on ? colors.green('●') : colors.dim('○');
    const chosen = Object.values(options).map(String).join(', ');
    const described = chosen === '' ? '' : ` ${colors.cyan(`(${chosen})`)}`;
    session.say(`${mark} ${module.id.padEnd(width)}${colors.dim(module.summary)}${described}`);
  }
  session.say('', `${colors.green('●')} is there   ${colors.dim('○')} add it with: backend add MODULE`);
  const modules = rows.map(({ module, on, options }) => ({
    id: module.id,
    summary: module.summary,
    guideline: module.guideline,
    base: module.role === 'base',
    present: on,
    options: Object.entries(module.options).map(([option, spec]) => ({
      name: option,
      description: spec.description,
      value: options[option] ?? null,
      default: spec.default,
      ...(valuesOf(spec) === undefined ? {} : { values: valuesOf(spec) }),
    })),
  }));
  return { exitCode: 0, document: { project: { root, name }, modules } };
}
