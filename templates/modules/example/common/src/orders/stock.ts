import { type FieldErrors, invalid, Problem } from '../platform/errors/problem.js';
import { changeStock, lockProducts, type OrderedProduct } from '../products/repository.js';
import type { OrderLineInput } from './schema.js';

/** A product as it was when it was taken from the stock. */
export interface TakenProduct extends OrderedProduct {
  readonly quantity: number;
}

/**
 * Takes what the lines name from the stock, or nothing at all. Runs in a transaction, until whose end the products
 * are locked. Throws field errors for lines that can't be ordered, with status 409 where there isn't enough left.
 */
export async function takeStock(lines: readonly OrderLineInput[]): Promise<TakenProduct[]> {
  const products = await lockProducts(lines.map(({ productId }) => productId));
  const byId = new Map(products.map((product) => [product.id, product]));
  const taken: TakenProduct[] = [];
  const unknown: Record<string, string[]> = {};
  const short: Record<string, string[]> = {};
  for (const [index, { productId, quantity }] of lines.entries()) {
    const product = byId.get(productId);
    if (product === undefined) {
      unknown[`lines.${index}.productId`] = ['There is no such product.'];
    } else if (product.stock < quantity) {
      short[`lines.${index}.quantity`] = [`Only ${product.stock} left.`];
    } else {
      taken.push({ ...product, quantity });
    }
  }
  refuse(unknown, 400, 'Some fields are not valid.');
  refuse(short, 409, 'There is not enough in stock.');
  if (new Set(products.map(({ currency }) => currency)).size > 1) {
    throw invalid({ lines: ['All products of an order must have the same currency.'] });
  }
  await changeStock(taken.map(({ id, quantity }) => ({ productId: id, difference: -quantity })));
  return taken;
}

/** The exact sum of all prices times their quantities, with two places, as the prices have them. */
export function totalOf(lines: readonly Pick<TakenProduct, 'price' | 'quantity'>[]): string {
  let cents = 0n;
  for (const { price, quantity } of lines)
    cents += BigInt(price.replace('.', '')) * BigInt(quantity);
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

function refuse(errors: FieldErrors, status: number, detail: string): void {
  if (Object.keys(errors).length > 0) throw new Problem({ status, detail, errors });
}
