import { defineModule } from './module.js';

export const database = defineModule({
  id: 'database',
  version: 1,
  guideline: 1,
  summary: 'PostgreSQL through Drizzle, embedded (PGlite) without a server',
  role: 'base',
  options: {
    engine: {
      type: 'choice',
      values: [{ value: 'postgres', label: 'PostgreSQL', hint: 'embedded in development, no server needed' }],
      default: 'postgres',
      ask: 'Which database?',
      description: 'The database',
      flag: 'database',
    },
    orm: {
      type: 'choice',
      values: [{ value: 'drizzle', label: 'Drizzle', hint: 'typed SQL, small' }],
      default: 'drizzle',
      ask: 'Which ORM?',
      description: 'The object-relational mapper',
      flag: 'orm',
    },
  },
});
