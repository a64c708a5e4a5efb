import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../settings/env.js';
import { projectName } from '../settings/project.js';

/** Where the reports about orders are written. */
export function reportSettings(env: Env) {
  const inTests = join(tmpdir(), `${projectName}-reports-${process.pid}`);
  const dir = env.environment === 'test' ? inTests : 'data/reports';
  return { dir: env.path('REPORTS_DIR', { default: dir }) };
}
