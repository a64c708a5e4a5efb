import { expect, it } from 'vitest';
import { checkClientVersion } from './client-version.js';

it.each([
  ['2.1.0', '2.1.0'],
  ['2.10', '2.9.5'],
  ['3', '2.9.5'],
  [undefined, '2.1.0'],
  ['1.0', undefined],
])('lets client %s through where %s is needed', (version, minimum) => {
  expect(() => checkClientVersion(version, minimum)).not.toThrow();
});

it.each([
  ['2.0.9', '2.1.0'],
  ['2', '2.0.1'],
  ['beta', '1.0'],
])('refuses client %s where %s is needed', (version, minimum) => {
  const refused = { status: 426, headers: { upgrade: `client/${minimum}` } };
  expect(() => checkClientVersion(version, minimum)).toThrow(expect.objectContaining(refused));
});
