import { expect, it } from 'vitest';
import { onlyReported } from './reported.js';

it('errors are sent that were reported with their place, and none that the agent found itself', () => {
  const reported = { context: { tags: { kind: 'request' } } };
  expect(onlyReported(reported)).toBe(reported);
  expect(onlyReported({ context: { tags: {} } })).toBe(false);
  expect(onlyReported({})).toBe(false);
});
