import type { ErrorWhere } from '../errors/report.js';
import { maskText } from '../logging/mask.js';

/**
 * An error as it may be sent: without passwords of URLs, such as those that drivers put into their messages.
 * One that has none is given back itself, so that agents know it when they meet it twice.
 */
export function sentError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(maskText(String(error)));
  const message = maskText(error.message);
  const stack = maskText(error.stack ?? '');
  if (message === error.message && stack === (error.stack ?? '')) return error;
  const masked = new Error(message);
  masked.name = error.name;
  masked.stack = stack;
  return masked;
}

/** Where an error happened, flat, under names that can be searched for. */
export function errorLabels({ kind, name, ...where }: ErrorWhere): Record<string, string | number> {
  const labels: Record<string, string | number> = { kind, name };
  if (where.requestId !== undefined) labels.request_id = where.requestId;
  if (where.userId !== undefined) labels.user_id = where.userId;
  if (where.url !== undefined) labels.url = where.url;
  if (where.jobId !== undefined) labels.job_id = where.jobId;
  if (where.attempt !== undefined) labels.attempt = where.attempt;
  return labels;
}
