import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Currency } from '../products/currencies.js';
import { type OrderStatus, orderStatuses } from './statuses.js';

@Entity('orders')
@Index('orders_placed_at_id', ['placedAt', 'id'])
export class Order {
  @PrimaryGeneratedColumn('increment', { type: 'int' })
  id!: number;

  @Column({ name: 'customer_email', type: 'varchar', length: 254 })
  customerEmail!: string;

  @Column({ type: 'enum', enum: [...orderStatuses], default: 'placed' })
  status!: OrderStatus;

  @Column({ type: 'decimal', precision: 18, scale: 2 })
  total!: string;

  @Column({ type: 'char', length: 3 })
  currency!: Currency;

  @CreateDateColumn({
    name: 'placed_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
  })
  placedAt!: Date;
}
