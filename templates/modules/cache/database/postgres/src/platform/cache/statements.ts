/** SQL with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** Unlogged: after a crash of the server it is empty, and writing to it is cheaper. */
export const createTable: Statement = {
  sql: `
    do $$ begin
      create unlogged table if not exists cache_entries (
        key text primary key,
        value text not null,
        ends_at timestamptz not null
      );
      create index if not exists cache_entries_ends_at on cache_entries (ends_at);
    exception when unique_violation or duplicate_table then null;
    end $$`,
  params: [],
};

export const read = (keys: readonly string[]): Statement => ({
  sql: 'select key, value from cache_entries where key = any($1::text[]) and ends_at > now()',
  params: [keys],
});

export const write = (key: string, value: string, ttlSeconds: number): Statement => ({
  sql: `
    insert into cache_entries (key, value, ends_at)
    values ($1, $2, now() + make_interval(secs => $3))
    on conflict (key) do update set value = excluded.value, ends_at = excluded.ends_at`,
  params: [key, value, ttlSeconds],
});

/** In the order of the keys, so that two of them never wait for each other. */
export const writeMissing = (
  keys: readonly string[],
  value: string,
  ttlSeconds: number,
): Statement => ({
  sql: `
    insert into cache_entries (key, value, ends_at)
    select key, $2, now() + make_interval(secs => $3)
    from unnest($1::text[]) as key
    order by key
    on conflict (key) do update set value = excluded.value, ends_at = excluded.ends_at
      where cache_entries.ends_at <= now()`,
  params: [[...new Set(keys)], value, ttlSeconds],
});

export const remove = (key: string): Statement => ({
  sql: 'delete from cache_entries where key = $1',
  params: [key],
});

/** Gives no row when the value is no whole number. The time limit stays that of the first increment. */
export const increment = (key: string, by: number, ttlSeconds: number): Statement => ({
  sql: `
    insert into cache_entries (key, value, ends_at)
    values ($1, $2::bigint::text, now() + make_interval(secs => $3))
    on conflict (key) do update set
      value = case
        when cache_entries.ends_at <= now() then excluded.value
        else (cache_entries.value::bigint + excluded.value::bigint)::text
      end,
      ends_at = case
        when cache_entries.ends_at <= now() then excluded.ends_at
        else cache_entries.ends_at
      end
    where cache_entries.ends_at <= now() or cache_entries.value ~ '^-?[0-9]{1,15}$'
    returning value`,
  params: [key, by, ttlSeconds],
});

/** Skips the rows that somebody else is at, and waits for nobody. */
export const removeOver: Statement = {
  sql: `
    delete from cache_entries where key in (
      select key from cache_entries where ends_at <= now() limit 10000 for update skip locked
    )`,
  params: [],
};
