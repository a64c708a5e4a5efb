import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';

/** Checks parameters that name a zod schema, and turns them into its output: `@Body({ schema: productInput })`. */
@Injectable()
export class ZodPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    return schema instanceof z.ZodType ? schema.parse(value) : value;
  }
}
