import { schemasIn } from '../facts/env-schema.js';
import type { EnvLibrary } from '../project/host.js';
import type { Program } from './program.js';

/** Where a project checks its environment, and by which library. */
export interface FoundEnvSchema {
  readonly file: string;
  readonly library: EnvLibrary;
}

/** The one schema of a project's environment; null without any, with several, and where entries can't be put exactly. */
export function envSchemaOf(program: Program): FoundEnvSchema | null {
  const [found, other] = program.files
    .filter((file) => /\bcleanEnv\(|\.object\(/.test(program.text(file)))
    .map((file) => program.outline(file))
    .filter(({ problems }) => problems.length === 0)
    .flatMap((outline) => schemasIn(outline).map(({ library }) => ({ file: outline.file, library })));
  return found === undefined || other !== undefined ? null : found;
}
