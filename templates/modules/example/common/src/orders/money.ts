interface Priced {
  /** With two places, as the database gives it. */
  readonly price: string;
  readonly quantity: number;
}

/** The exact sum of all prices times their quantities, with two places. */
export function totalOf(lines: readonly Priced[]): string {
  let cents = 0n;
  for (const { price, quantity } of lines)
    cents += BigInt(price.replace('.', '')) * BigInt(quantity);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
