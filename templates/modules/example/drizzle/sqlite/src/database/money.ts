import { customType } from 'drizzle-orm/sqlite-core';

/**
 * A column for money. SQLite has no decimals, and its floating-point numbers can't hold cents, so the table has whole
 * cents, which compare and add up exactly. The code sees a decimal with two places in a string, as everywhere.
 */
export const money = customType<{ data: string; driverData: number }>({
  dataType: () => 'integer',
  toDriver: centsOf,
  fromDriver: (cents) => decimalOf(BigInt(cents)),
});

/** The whole cents of a decimal. Throws when they are more than a number can hold: some 90 trillion units. */
export function centsOf(decimal: string): number {
  const [units = '', places = ''] = decimal.split('.');
  const cents = Number(`${units}${places.padEnd(2, '0')}`);
  if (Number.isSafeInteger(cents)) return cents;
  throw new RangeError(`${decimal} doesn't fit into a column for money.`);
}

/** The decimal, with two places, of whole cents. */
export function decimalOf(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
