import { Column, DeleteDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What tests of writes write. */
@Entity('widgets')
export class Widget {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'integer' })
  price!: number;

  @DeleteDateColumn({ type: 'timestamptz' })
  gone!: Date | null;
}
