import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Currency } from './currencies.js';

/** That no price and no stock is negative is in the migration: TypeORM writes no checks for MySQL. */
@Entity('products')
@Unique('products_name_unique', ['name'])
export class Product {
  @PrimaryGeneratedColumn('increment', { type: 'int' })
  id!: number;

  @Column({ type: 'varchar', length: 200 })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'decimal', precision: 12, scale: 2 })
  price!: string;

  @Column({ type: 'char', length: 3 })
  currency!: Currency;

  @Column({ type: 'int' })
  stock!: number;

  @Column({ type: 'mediumtext', nullable: true })
  image!: string | null;

  @Column({ type: 'mediumtext', nullable: true })
  thumbnail!: string | null;

  @CreateDateColumn({
    name: 'created_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
  })
  createdAt!: Date;

  /** Set by the server: an `UpdateDateColumn` would lose the milliseconds, as TypeORM sets it to whole seconds. */
  @Column({
    name: 'updated_at',
    type: 'datetime',
    precision: 3,
    default: () => 'CURRENT_TIMESTAMP(3)',
    onUpdate: 'CURRENT_TIMESTAMP(3)',
  })
  updatedAt!: Date;
}
