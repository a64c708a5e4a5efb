import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Product } from '../products/product.entity.js';
import { Order } from './order.entity.js';

/** That a quantity is positive is checked by the server too: the migration says so, as TypeORM writes no checks for MySQL. */
@Entity('order_lines')
@Unique('order_lines_order_id_product_id', ['orderId', 'productId'])
@Index('order_lines_product_id', ['productId'])
export class OrderLine {
  @PrimaryGeneratedColumn('increment', { type: 'int' })
  id!: number;

  @Column({ name: 'order_id', type: 'int' })
  orderId!: number;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'order_id' })
  order!: Relation<Order>;

  @Column({ name: 'product_id', type: 'int' })
  productId!: number;

  @ManyToOne(() => Product, { nullable: false })
  @JoinColumn({ name: 'product_id' })
  product!: Relation<Product>;

  @Column({ type: 'int' })
  quantity!: number;

  /** What the product cost when it was ordered. */
  @Column({ name: 'unit_price', type: 'decimal', precision: 12, scale: 2 })
  unitPrice!: string;
}
