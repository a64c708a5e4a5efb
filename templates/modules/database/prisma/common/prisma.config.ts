import 'dotenv/config';
import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

/** What the commands of `prisma` work on. The application has settings of its own for its connections. */
export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url !== undefined && { datasource: { url } }),
  //{{#if on.alerts}}
  // A table that isn't in the schema, made by `db:migrate`: migrations leave it alone.
  experimental: { externalTables: true },
  tables: { external: ['public.alert_windows'] },
  //{{/if}}
});
