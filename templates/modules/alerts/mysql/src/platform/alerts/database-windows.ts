import { rawQuery } from '../../database/client.js';
import { transaction } from '../../database/transaction.js';
import type { Alert, AlertWindows, Repeats } from './alert.js';

/** Creates the table of the windows. */
export async function createAlertTables(): Promise<void> {
  await rawQuery(`
    create table if not exists alert_windows (
      fingerprint varchar(100) primary key,
      audience varchar(20) not null,
      title text not null,
      repeats int not null,
      closes_at bigint not null
    )
  `);
}

/** Windows that all processes on one database share, so that only one of them sends each mail. */
export class DatabaseWindows implements AlertWindows {
  constructor(private readonly windowSeconds: number) {}

  async record({ fingerprint, audience, title }: Alert, count: number): Promise<boolean> {
    const { affectedRows } = await rawQuery(
      `insert into alert_windows (fingerprint, audience, title, repeats, closes_at)
       values (?, ?, ?, ?, ?) on duplicate key update repeats = repeats + ?`,
      [fingerprint, audience, title, count - 1, Date.now() + this.windowSeconds * 1_000, count],
    );
    return affectedRows === 1;
  }

  async close(): Promise<readonly Repeats[]> {
    const rows = await transaction(async () => {
      const { rows: over } = await rawQuery(
        `select fingerprint, audience, title, repeats from alert_windows
         where closes_at <= ? for update skip locked`,
        [Date.now()],
      );
      const fingerprints = over.map(({ fingerprint }) => fingerprint);
      if (over.length > 0) {
        await rawQuery('delete from alert_windows where fingerprint in (?)', [fingerprints]);
      }
      return over;
    });
    return rows
      .map((row) => ({
        audience: row.audience === 'managers' ? ('managers' as const) : ('admins' as const),
        title: String(row.title),
        count: Number(row.repeats),
      }))
      .filter(({ count }) => count > 0);
  }
}
