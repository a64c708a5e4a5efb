import type { Span } from 'dd-trace';
import type { ErrorWhere } from '../../errors/report.js';
import { errorLabels, sentError } from '../sent-error.js';
import { datadog, flushDatadog } from './tracer.js';

/** Sends an error that nobody handled, with where it happened: on the span of its request, or on one of its own. */
export async function captureError(error: unknown, where: ErrorWhere): Promise<void> {
  const tracer = datadog();
  if (tracer === undefined) return;
  const describe = (span: Span | undefined) =>
    span?.addTags({ ...errorLabels(where), error: sentError(error) });
  const active = tracer.scope().active();
  if (active !== null && where.kind === 'request') describe(active);
  else tracer.trace(`${where.kind}.error`, { resource: where.name }, describe);
  if (where.kind === 'process') await flushDatadog();
}
