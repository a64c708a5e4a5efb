import { STATUS_CODES } from 'node:http';

/** Messages by field; what is about no single field stands under `nonFieldErrors`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export interface ProblemOptions {
  readonly status: number;
  /** What went wrong this time, in a sentence that the client may see. */
  readonly detail?: string | undefined;
  /** A URI that names the kind of problem; `about:blank` says that the status does. */
  readonly type?: string;
  readonly title?: string;
  readonly errors?: FieldErrors;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error that the client is told of, as RFC 9457 problem details. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly type: string;
  readonly errors: FieldErrors | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, detail, type, title, errors, headers, cause }: ProblemOptions) {
    const name = title ?? STATUS_CODES[status] ?? 'Error';
    super(detail ?? name, cause === undefined ? {} : { cause });
    this.status = status;
    this.title = name;
    this.detail = detail;
    this.type = type ?? 'about:blank';
    this.errors = errors;
    this.headers = headers ?? {};
  }

  /** The body of the answer. */
  toBody(instance: string, requestId: string | undefined) {
    const { type, title, status, detail, errors } = this;
    return { type, title, status, detail, instance, requestId, errors };
  }
}

/** 400: the request makes no sense as it is. */
export const badRequest = (detail?: string): Problem => new Problem({ status: 400, detail });

/** 400 with what is wrong, field by field. */
export const invalid = (errors: FieldErrors): Problem =>
  new Problem({ status: 400, detail: 'Some fields are not valid.', errors });

/** 404: there is no such thing, or nothing that the caller may see. */
export const notFound = (detail = 'There is nothing here.'): Problem =>
  new Problem({ status: 404, detail });

/** 405: the resource is there, but not for this method. */
export const methodNotAllowed = (method: string, allowed: readonly string[]): Problem =>
  new Problem({
    status: 405,
    detail: `${method} is not allowed here.`,
    headers: { allow: allowed.join(', ') },
  });

/** 409: it doesn't go with what is there already. */
export const conflict = (detail?: string): Problem => new Problem({ status: 409, detail });
