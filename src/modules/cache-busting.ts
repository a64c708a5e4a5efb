import { adoptedCacheBusting } from './cache-busting-adopted.js';
import { defineModule, folder } from './module.js';

export const cacheBusting = defineModule({
  id: 'cache-busting',
  version: 1,
  guideline: 8,
  summary: 'Writes bust what is cached, after the commit',
  requires: () => [
    { id: 'cache', because: 'there must be something to bust' },
    { id: 'database', because: 'writes to its tables are what busts' },
  ],
  files: ({ has, option }) => [
    folder('modules/cache-busting/common'),
    folder(`modules/cache-busting/${String(option('database', 'orm'))}/common`),
    folder(
      `modules/cache-busting/${String(option('database', 'orm'))}/${String(option('database', 'engine'))}`,
    ),
    // Prisma's models can't be made up by a test.
    ...(option('database', 'orm') === 'prisma' && has('example')
      ? [folder('modules/cache-busting/prisma/example')]
      : []),
  ],
  adopted: adoptedCacheBusting,
});
