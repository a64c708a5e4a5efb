import { expect, it } from 'vitest';
import { retirementHeaders } from './retirement.js';
import { urlInVersion } from './scheme.js';

const url = () => new URL('http://api.test/products');
const deprecated = new Date('2027-01-01');

it('announces the end of a version and where to go', () => {
  const retirements = { v1: { deprecated, sunset: new Date('2028-02-01'), successor: 'v2' } };
  expect(retirementHeaders('v1', url, retirements)).toEqual({
    deprecation: '@1798761600',
    sunset: 'Tue, 01 Feb 2028 00:00:00 GMT',
    link: `<${urlInVersion(url(), 'v2').href}>; rel="successor-version"`,
  });
});

it('says no more than is known', () => {
  expect(retirementHeaders('v1', url, { v1: { deprecated } })).toEqual({
    deprecation: '@1798761600',
  });
});

it('says nothing about a version that stays', () => {
  expect(retirementHeaders('v2', url, { v1: { deprecated } })).toBeUndefined();
});
