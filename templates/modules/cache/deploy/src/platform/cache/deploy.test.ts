import { expect, it } from 'vitest';
import { settings } from '../../settings/index.js';
import { cacheDeployProblems } from './deploy.js';

//{{#if cache.memory}}
it('a cache in memory is for one process', () => {
  const deployed = (processes: number) => ({ cache: { ...settings.cache, processes } });
  expect(cacheDeployProblems(deployed(1))).toEqual([]);
  const [problem] = cacheDeployProblems(deployed(2));
  expect(problem).toMatch(/^CACHE_PROCESSES is 2/);
});
//{{else}}
it('a cache in files is for one machine', () => {
  const deployed = (machines: number) => ({ cache: { ...settings.cache, machines } });
  expect(cacheDeployProblems(deployed(1))).toEqual([]);
  const [problem] = cacheDeployProblems(deployed(2));
  expect(problem).toMatch(/^CACHE_MACHINES is 2/);
});
//{{/if}}
