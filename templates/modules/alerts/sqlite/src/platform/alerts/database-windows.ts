import { rawQuery } from '../../database/client.js';
import type { Alert, AlertWindows, Repeats } from './alert.js';

/** Creates the table of the windows. */
export async function createAlertTables(): Promise<void> {
  await rawQuery(`
    create table if not exists alert_windows (
      fingerprint text primary key,
      audience text not null,
      title text not null,
      repeats integer not null,
      closes_at integer not null
    )
  `);
}

/** Windows that all processes on one database share, so that only one of them sends each mail. */
export class DatabaseWindows implements AlertWindows {
  constructor(private readonly windowSeconds: number) {}

  async record({ fingerprint, audience, title }: Alert, count: number): Promise<boolean> {
    // A window that was open already has counted more than this alert alone.
    const { rows } = await rawQuery(
      `insert into alert_windows (fingerprint, audience, title, repeats, closes_at)
       values (?1, ?2, ?3, ?4 - 1, ?5)
       on conflict (fingerprint) do update set repeats = repeats + ?4
       returning repeats < ?4 as opened`,
      [fingerprint, audience, title, count, Date.now() + this.windowSeconds * 1_000],
    );
    return rows[0]?.opened === 1;
  }

  async close(): Promise<readonly Repeats[]> {
    const { rows } = await rawQuery(
      'delete from alert_windows where closes_at <= ? returning audience, title, repeats',
      [Date.now()],
    );
    return rows
      .map((row) => ({
        audience: row.audience === 'managers' ? ('managers' as const) : ('admins' as const),
        title: String(row.title),
        count: Number(row.repeats),
      }))
      .filter(({ count }) => count > 0);
  }
}
