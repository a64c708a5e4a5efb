/** Exit codes, everywhere the same. */
export const exitCodes = { done: 0, failed: 1, usage: 2, blocked: 3, interrupted: 130 } as const;
export type ExitKind = 'failed' | 'usage' | 'blocked' | 'interrupted';

export interface ErrorDetails {
  /** One sentence of what happened, with `file:line` where there is one. */
  readonly what: string;
  /** One sentence of why. */
  readonly why?: string;
  /** What to type or do next. */
  readonly next?: string;
  /** Lines to paste, listings, and the like: printed as they are. */
  readonly details?: readonly string[];
  /** A stable name for scripts, such as `not-empty` or `unknown-option`. */
  readonly code: string;
  readonly cause?: unknown;
}

/** An error meant for the person at the keyboard: what, where, why, and what to type next. */
export class BackendError extends Error {
  readonly kind: ExitKind;
  readonly code: string;
  readonly why: string | undefined;
  readonly next: string | undefined;
  readonly details: readonly string[];

  constructor(kind: ExitKind, { what, why, next, details, code, cause }: ErrorDetails) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'BackendError';
    this.kind = kind;
    this.code = code;
    this.why = why;
    this.next = next;
    this.details = details ?? [];
  }
}
