import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createWriteSubscriber } from './subscriber.js';

/** Busts what is cached when the application's data source has written. */
export function bindWrites(app: INestApplication): void {
  const dataSource = app.get(DataSource, { strict: false });
  dataSource.subscribers.push(createWriteSubscriber());
}
