import { jsonValue } from '../edit/json.js';

/** An ORM as a project shows it: by a package that it can't be used without. */
export interface Orm {
  readonly id: string;
  readonly title: string;
  readonly packages: readonly string[];
}

export const orms: readonly Orm[] = [
  { id: 'drizzle', title: 'Drizzle', packages: ['drizzle-orm'] },
  { id: 'prisma', title: 'Prisma', packages: ['@prisma/client', 'prisma'] },
  { id: 'typeorm', title: 'TypeORM', packages: ['typeorm'] },
  { id: 'mikro-orm', title: 'MikroORM', packages: ['@mikro-orm/core'] },
  { id: 'sequelize', title: 'Sequelize', packages: ['sequelize'] },
  { id: 'mongoose', title: 'Mongoose', packages: ['mongoose'] },
  { id: 'kysely', title: 'Kysely', packages: ['kysely'] },
  { id: 'knex', title: 'Knex', packages: ['knex'] },
];

/** The ORMs that a package.json depends on. */
export function recogniseOrms(packageJson: string): readonly Orm[] {
  const has = (name: string): boolean =>
    ['dependencies', 'devDependencies'].some(
      (section) => jsonValue(packageJson, [section, name]) !== undefined,
    );
  return orms.filter(({ packages }) => packages.some(has));
}
