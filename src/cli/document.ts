import { type BackendError, exitCodes } from '../project/errors.js';
import { ownVersion } from './own-version.js';
import type { Session } from './session.js';

/** Prints the one JSON document of a run. Its schema is `docs/output.schema.json`. */
export function printDocument(
  { stdout }: Session,
  command: string,
  exitCode: number,
  document: Readonly<Record<string, unknown>>,
): void {
  const whole = { command, version: ownVersion(), ok: exitCode === exitCodes.done, exitCode, ...document };
  stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
}

/** Prints an error for people or as JSON, and says the exit code that goes with it. */
export function printError(session: Session, command: string, error: BackendError): number {
  const exitCode = exitCodes[error.kind];
  if (session.json) {
    printDocument(session, command, exitCode, { error: errorDocument(error) });
    return exitCode;
  }
  const { message: what, why, next, details } = error;
  const { colors, stderr } = session;
  const mark = error.kind === 'interrupted' ? colors.yellow('■') : colors.red('✖');
  const lines = [`${mark} ${what}`];
  if (why !== undefined && why !== '') lines.push(`  ${why}`);
  if (details.length > 0) lines.push('', ...details.map((line) => `  ${line}`), '');
  if (next !== undefined) lines.push(`  ${colors.cyan('→')} ${next}`);
  stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** An error as the JSON document has it. */
export function errorDocument({
  code,
  message: what,
  why,
  next,
  details,
}: BackendError): Record<string, unknown> {
  return { code, what, why, next, details };
}
