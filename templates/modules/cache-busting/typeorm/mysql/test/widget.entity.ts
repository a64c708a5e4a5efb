import { Column, DeleteDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What tests of writes write. */
@Entity('widgets')
export class Widget {
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'int' })
  price!: number;

  @DeleteDateColumn({ type: 'datetime' })
  gone!: Date | null;
}
