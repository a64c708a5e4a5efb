import type { Schema } from 'mongoose';
import { written } from './listener.js';

const writes =
  /^(save|replaceOne|update|updateOne|updateMany|deleteOne|deleteMany|remove|findOneAnd(Update|Replace|Delete|Remove))$/;

/**
 * Busts what is cached of a model after its writes: `mongoose.plugin(bustOnWrite)`, before the first model is made.
 * Inside of a transaction that is before the commit, so call `bust()` once more after it.
 */
export function bustOnWrite(schema: Schema): void {
  schema.post(writes, async function (this: unknown) {
    await bustModelOf(this);
  });
  // A pattern finds the hooks of documents and queries only; this is one of the model.
  schema.post('insertMany', async function (this: unknown) {
    await bustModelOf(this);
  });
}

async function bustModelOf(target: unknown): Promise<void> {
  const name = modelName(target);
  if (name !== undefined) {
    await written(name);
  }
}

/** The name of the model that a hook runs for: of a query, a document, or the model itself. */
function modelName(target: unknown): string | undefined {
  return (
    nameOf(target) ??
    nameOf(propertyOf(target, 'model')) ??
    nameOf(propertyOf(target, 'constructor'))
  );
}

function nameOf(model: unknown): string | undefined {
  const name = propertyOf(model, 'modelName');
  return typeof name === 'string' ? name : undefined;
}

function propertyOf(target: unknown, name: string): unknown {
  const isObject = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return isObject ? Reflect.get(target, name) : undefined;
}
