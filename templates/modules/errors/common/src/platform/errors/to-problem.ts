//{{#if (or app.nest app.nestFastify)}}
import { HttpException } from '@nestjs/common';
//{{/if}}
//{{#if app.fastify}}
import type { FastifySchemaValidationError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
//{{/if}}
//{{#if app.hono}}
import { HTTPException } from 'hono/http-exception';
//{{/if}}
import { z } from 'zod';
//{{#if on.database}}
import { uniqueViolation } from '../../database/unique-violation.js';
//{{/if}}
//{{#if (or app.express app.nest)}}
import { badRequest, type FieldErrors, invalid, Problem } from './problem.js';
//{{else}}
import { type FieldErrors, invalid, Problem } from './problem.js';
//{{/if}}

/** The detail of errors that the framework raises before our code runs. */
const details: Readonly<Record<number, string>> = {
  400: 'The request could not be read; is its body valid JSON?',
  413: 'The request body is too large.',
  415: 'The request body has a media type that is not supported here.',
};

/**
 * What the client is told of an error: Problems as they are, broken input by field, what the framework refused by its
 * status, and nothing at all of anything else.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  //{{#if (or app.nest app.nestFastify)}}
  if (error instanceof HttpException) return refusalOf(error);
  //{{/if}}
  if (error instanceof z.ZodError) return invalid(byField(error.issues));
  //{{#if app.fastify}}
  if (hasZodFastifySchemaValidationErrors(error))
    return invalid(byField(error.validation.map(issueOf)));
  //{{/if}}
  //{{#if on.database}}
  const fields = uniqueViolation(error);
  if (fields !== undefined) return invalid(byField([taken(fields)]));
  //{{/if}}
  //{{#if (or app.express app.nest)}}
  if (error instanceof URIError) return badRequest('The path is not well encoded.');
  //{{/if}}
  //{{#if app.hono}}
  if (error instanceof HTTPException && error.status < 500) return refusalOf(error);
  //{{else}}
  const http = httpError.safeParse(error);
  if (http.success) {
    return new Problem({ status: http.data.statusCode, detail: details[http.data.statusCode] });
  }
  //{{/if}}
  return new Problem({
    status: 500,
    detail: 'Something went wrong on our side. Please name the request id when you ask about it.',
    cause: error,
  });
}

//{{#if (or app.nest app.nestFastify)}}
/** What Nest or a guard refuses. What the server under it refuses is the cause of such an exception. */
function refusalOf(exception: HttpException): Problem {
  const status = exception.getStatus();
  const cause = toProblem(exception.cause);
  return cause.status === status ? cause : new Problem({ status, detail: exception.message });
}

//{{/if}}
//{{#if (or app.fastify app.nestFastify)}}
/** Fastify's own errors. An error of an HTTP client has a status too, which says nothing about this request. */
const httpError = z.object({
  code: z.string().startsWith('FST_'),
  statusCode: z.int().min(400).max(499),
});
//{{/if}}
//{{#if app.fastify}}

/** What a route's schema says of a request, as Fastify passes it on. */
function issueOf({ instancePath, message = '' }: FastifySchemaValidationError): Issue {
  return { path: instancePath.split('/').slice(1), message };
}
//{{/if}}
//{{#if app.hono}}
/** What Hono's own middleware throws, and routes that know what to say. */
function refusalOf({ status, message, res }: HTTPException): Problem {
  const challenge = res?.headers.get('www-authenticate') ?? undefined;
  return new Problem({
    status,
    detail: details[status] ?? (message || undefined),
    headers: challenge === undefined ? {} : { 'www-authenticate': challenge },
  });
}
//{{/if}}
//{{#if (or app.express app.nest)}}
/** Errors of Express' own making. An error of an HTTP client has a status too, which says nothing about this request. */
const httpError = z.object({ expose: z.literal(true), statusCode: z.int().min(400).max(499) });
//{{/if}}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function byField(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of issues) {
    // An error that is about no single field has no path.
    const field = path.map(String).join('.') || 'nonFieldErrors';
    errors[field] ??= [];
    errors[field].push(message);
  }
  return errors;
}
//{{#if on.database}}

function taken(fields: readonly string[]): Issue {
  return fields.length === 1
    ? { path: fields, message: 'This value is taken already.' }
    : { path: [], message: `The fields ${fields.join(', ')} must make a unique set.` };
}
//{{/if}}
