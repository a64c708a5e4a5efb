import { applyDecorators, HttpCode, HttpStatus } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

export interface RouteDocs {
  readonly summary: string;
  /** What the route answers with when all is well; 200 by default. */
  readonly status?: number;
  /** The body of the answer; without one it is empty. */
  readonly response?: z.ZodType;
}

/**
 * The status of a route, and what the documentation says of it besides the schemas of its parameters:
 * `@Documented({ summary: 'Get a product', response: product })`.
 */
export function Documented({ summary, status = HttpStatus.OK, response }: RouteDocs) {
  return applyDecorators(
    HttpCode(status),
    showParameters,
    ApiOperation({ summary }),
    ApiResponse({ status, description: summary, ...(response && { standardSchema: response }) }),
  );
}

const parameterTypes = 'design:paramtypes';

/**
 * `@nestjs/swagger` looks at the parameters of handlers whose types the compiler wrote down, which tsx doesn't. It
 * describes them by their schemas, so that any type will do.
 */
const showParameters: MethodDecorator = (prototype, key, { value: handler }) => {
  if (typeof handler !== 'function' || Reflect.hasMetadata(parameterTypes, prototype, key)) return;
  const types = Array.from({ length: handler.length }, () => Object);
  Reflect.defineMetadata(parameterTypes, types, prototype, key);
};
