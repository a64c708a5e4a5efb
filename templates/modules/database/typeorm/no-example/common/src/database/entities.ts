/** Every entity of the project: TypeORM knows those that are listed here, and `db:generate` writes migrations for them. */
export const entities: (new () => object)[] = [];
