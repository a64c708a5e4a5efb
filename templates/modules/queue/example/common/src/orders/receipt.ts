import type { OrderRow } from './repository.js';
import type { OrderLine } from './schema.js';

/** The text of the mail that confirms an order. */
export function receiptText(
  { id, total, currency }: OrderRow,
  lines: readonly OrderLine[],
): string {
  const items = lines.map(
    ({ quantity, productName, unitPrice }) =>
      `${quantity} x ${productName}  ${unitPrice} ${currency}`,
  );
  return [
    'Thank you for your order.',
    '',
    `Order ${id}`,
    ...items,
    '',
    `Total: ${total} ${currency}`,
    '',
  ].join('\n');
}
