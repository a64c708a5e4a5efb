import type { Model, ModelStatic, Sequelize, Transaction } from 'sequelize';
import { bust } from './index.js';

interface Options {
  readonly transaction?: Transaction | null | undefined;
}

interface BulkOptions extends Options {
  readonly model?: ModelStatic<Model> | undefined;
}

/** Busts what is cached after every write of a model: at once, or with the commit of its transaction. */
export function addWriteHooks(sequelize: Sequelize): void {
  const one = (row: Model, options?: Options | null): Promise<void> => {
    const model = sequelize.models[row.constructor.name];
    return model === undefined ? Promise.resolve() : written(nameOf(model.getTableName()), options);
  };
  const many = (options?: BulkOptions | null): Promise<void> => {
    const model = options?.model;
    return model === undefined ? Promise.resolve() : written(nameOf(model.getTableName()), options);
  };

  sequelize.addHook('afterCreate', one);
  sequelize.addHook('afterUpdate', one);
  sequelize.addHook('afterDestroy', one);
  sequelize.addHook('afterRestore', one);
  sequelize.addHook('afterUpsert', ([row]: [Model, boolean | null], options?: Options) =>
    one(row, options),
  );
  sequelize.addHook('afterBulkCreate', async (rows: readonly Model[], options?: Options) => {
    const [row] = rows;
    if (row !== undefined) {
      await one(row, options);
    }
  });
  sequelize.addHook('afterBulkUpdate', many);
  sequelize.addHook('afterBulkDestroy', many);
  sequelize.addHook('afterBulkRestore', many);
}

type TableName = ReturnType<ModelStatic<Model>['getTableName']>;

function nameOf(table: TableName): string {
  return typeof table === 'string' ? table : table.tableName;
}

async function written(table: string, options: Options | null | undefined): Promise<void> {
  const transaction = options?.transaction;
  if (transaction) {
    outermost(transaction).afterCommit(() => bust(table));
  } else {
    await bust(table);
  }
}

/** A savepoint ends before the transaction around it, which can still be rolled back. */
function outermost(transaction: Transaction): Transaction {
  // The types of Sequelize keep silent about it.
  const parent: Transaction | null | undefined = Reflect.get(transaction, 'parent');
  return parent ? outermost(parent) : transaction;
}
