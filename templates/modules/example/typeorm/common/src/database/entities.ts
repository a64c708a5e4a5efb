import { Order } from '../orders/order.entity.js';
import { OrderLine } from '../orders/order-line.entity.js';
import { Product } from '../products/product.entity.js';

/** Every entity of the project: TypeORM knows those that are listed here, and `db:generate` writes migrations for them. */
export const entities = [Order, OrderLine, Product];
