import { expect, test } from 'vitest';
import { centsOf, decimalOf } from './money.js';

test.each([
  ['9.5', 950, '9.50'],
  ['0.05', 5, '0.05'],
  ['12', 1_200, '12.00'],
  ['-0.50', -50, '-0.50'],
  ['9999999999990.00', 999_999_999_999_000, '9999999999990.00'],
])('%s is %i cents, which are %s', (decimal, cents, exact) => {
  expect(centsOf(decimal)).toBe(cents);
  expect(decimalOf(BigInt(cents))).toBe(exact);
});

test('what a table could not give back is refused', () => {
  expect(() => centsOf('99999999999999.00')).toThrow("doesn't fit");
  expect(() => centsOf('cheap')).toThrow(RangeError);
});
