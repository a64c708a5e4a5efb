import type { z } from '@hono/zod-openapi';

/** A JSON answer, as routes describe it. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON body, as routes describe and check it. */
export function jsonInput<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}
