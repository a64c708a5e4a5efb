import 'dotenv/config';
import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

/** What the commands of `prisma` work on. The application has settings of its own for its connections. */
export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url !== undefined && { datasource: { url } }),
  //{{#if (or on.alerts cache.database)}}
  // What `db:migrate` makes besides the schema, which migrations must leave alone.
  experimental: { externalTables: true },
  //{{/if}}
  //{{#if (and on.alerts cache.database)}}
  tables: { external: ['public.alert_windows', 'public.cache_entries'] },
  //{{else if on.alerts}}
  tables: { external: ['public.alert_windows'] },
  //{{else if cache.database}}
  tables: { external: ['public.cache_entries'] },
  //{{/if}}
});
