import type { FindOptionsWhere, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Sort } from './parameters.js';

/** What must hold of an entity; of several in a list, one must. */
type Condition<Entity> = FindOptionsWhere<Entity> | FindOptionsWhere<Entity>[];

/** Adds the conditions of every filter that the query uses; all of them must hold. */
export function filterBy<Entity extends ObjectLiteral, Query extends object>(
  builder: SelectQueryBuilder<Entity>,
  query: Query,
  filters: {
    readonly [Name in keyof Query]?: (value: NonNullable<Query[Name]>) => Condition<Entity>[];
  },
): SelectQueryBuilder<Entity> {
  for (const name in filters) {
    const value = query[name];
    if (value === undefined || value === null) continue;
    for (const condition of filters[name]?.(value) ?? []) builder.andWhere(condition);
  }
  return builder;
}

/** A pattern for each word of the text, which finds it anywhere in a column. */
export function patternsOf(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Orders as was asked for, and then by id: pages of equal values stay apart. */
export function orderBy<Entity extends ObjectLiteral>(
  builder: SelectQueryBuilder<Entity>,
  sorts: readonly Sort<keyof Entity & string>[],
): SelectQueryBuilder<Entity> {
  for (const { field, descending } of sorts) {
    builder.addOrderBy(`${builder.alias}.${field}`, descending ? 'DESC' : 'ASC');
  }
  return builder.addOrderBy(`${builder.alias}.id`, 'ASC');
}
