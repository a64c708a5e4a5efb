import { expect, it } from 'vitest';
import { recogniseOrms } from './orm.js';

it('is recognised by its packages, whichever section they are in', () => {
  const ids = (text: string): readonly string[] => recogniseOrms(text).map(({ id }) => id);
  expect(ids('{ "dependencies": { "drizzle-orm": "1" } }')).toEqual(['drizzle']);
  expect(ids('{ "devDependencies": { "prisma": "6" }, "dependencies": { "knex": "3" } }')).toEqual([
    'prisma',
    'knex',
  ]);
  expect(ids('{ "dependencies": { "express": "5" } }')).toEqual([]);
});
