import { rawQuery } from '../../database/client.js';
import type { Alert, AlertWindows, Repeats } from './alert.js';

/** Creates the table of the windows; two processes that do so at once don't mind each other. */
export async function createAlertTables(): Promise<void> {
  await rawQuery(`
    do $$ begin
      create table if not exists alert_windows (
        fingerprint text primary key,
        audience text not null,
        title text not null,
        repeats integer not null,
        closes_at timestamptz not null
      );
    exception when unique_violation or duplicate_table then null;
    end $$
  `);
}

/** Windows that all processes on one database share, so that only one of them sends each mail. */
export class DatabaseWindows implements AlertWindows {
  constructor(private readonly windowSeconds: number) {}

  async record({ fingerprint, audience, title }: Alert, count: number): Promise<boolean> {
    const { rows } = await rawQuery(
      `insert into alert_windows (fingerprint, audience, title, repeats, closes_at)
       values ($1, $2, $3, $4::integer - 1, now() + make_interval(secs => $5))
       on conflict (fingerprint) do update
         set repeats = alert_windows.repeats + $4::integer
       returning xmax = 0 as opened`,
      [fingerprint, audience, title, count, this.windowSeconds],
    );
    return rows[0]?.opened === true;
  }

  async close(): Promise<readonly Repeats[]> {
    const { rows } = await rawQuery(
      'delete from alert_windows where closes_at <= now() returning audience, title, repeats',
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
