import { describe, expect, it } from 'vitest';
import { hostOf } from '../../fixtures/hosts/hosts.js';
import type { Adoption } from '../modules/adopted.js';
import type { Host } from '../project/host.js';
import { resolve } from './resolve.js';

function adoptionOf(other: Partial<Host>): Adoption {
  const near = { side: 'behind', words: '', description: '' } as const;
  const place = {
    file: 'src/main.ts',
    framework: 'express',
    app: 'app',
    scope: null,
    suffix: '',
    near,
  } as const;
  return { host: hostOf('express', 5, other), install: place, finish: place, handlesSignals: false };
}

describe('the answers that a backend gives by what it is', () => {
  it.each([
    [{ queue: { library: 'bullmq', major: 5, instance: null } }, 'bullmq'],
    [{ redis: { library: 'ioredis', major: 5, instance: null } }, 'bullmq'],
    [{ packages: ['pg'] }, 'pg-boss'],
  ] satisfies [Partial<Host>, string][])('come before those that suit a new one: %j', (host, driver) => {
    const { answers, problems } = resolve({ queue: {} }, 'shop', adoptionOf(host));
    expect(problems).toEqual([]);
    expect(answers.queue).toEqual({ driver });
  });
});
