import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { info, openapi } from './openapi.js';

/** Describes the routes of all controllers, once they are all there. */
export function scan(app: INestApplication) {
  return SwaggerModule.createDocument(
    app,
    { openapi, info },
    { standardSchemaConverter: jsonSchemaOf },
  );
}

interface Purpose {
  /** What a route takes, or what it gives. */
  readonly schemaType: 'input' | 'output';
}

function jsonSchemaOf(schema: unknown, { schemaType: io }: Purpose) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return { schema: described };
}
