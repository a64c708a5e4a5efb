import type { OrderRow } from './repository.js';
import type { OrderLine } from './schema.js';

/** The text of the mail that confirms an order. */
export function receiptText(order: OrderRow, lines: readonly OrderLine[]): string {
  const items = lines.map(
    ({ quantity, productName, unitPrice }) =>
      `${quantity} x ${productName}  ${unitPrice} ${order.currency}`,
  );
  return `Thank you for your order.

Order ${order.id}
${items.join('\n')}

Total: ${order.total} ${order.currency}
`;
}
