//{{#if cache.file}}
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Test files run side by side: each worker of vitest has a folder of its own, which is empty at first. */
process.env.CACHE_DIR = join('node_modules/.cache/test-cache', process.env.VITEST_POOL_ID ?? '1');
rmSync(process.env.CACHE_DIR, { recursive: true, force: true });
//{{else}}
import { randomUUID } from 'node:crypto';
import { projectName } from '../src/settings/project.js';

/** Test files run side by side on one server: each has keys of its own. */
process.env.CACHE_PREFIX = `${projectName}-test-${randomUUID()}`;
//{{/if}}
