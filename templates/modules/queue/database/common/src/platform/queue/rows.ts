import { z } from 'zod';
import { logger } from '../logging/logger.js';
import { type Delivery, type JobState, jobRecord } from './types.js';

/** What stands in the table as JSON. */
const json = z.string().transform((text): unknown => JSON.parse(text));

const takenRow = z
  .object({
    id: z.string(),
    name: z.string(),
    payload: json,
    request_id: z.string().nullable(),
    attempts: z.int(),
  })
  .transform(
    ({ id, name, payload, request_id, attempts }): Delivery => ({
      id,
      data: { name, payload, requestId: request_id },
      attempt: attempts,
    }),
  );

const instant = z.int().transform((ms) => new Date(ms));

const stateRow = jobRecord
  .omit({ createdAt: true, finishedAt: true })
  .extend({ created_at: instant, finished_at: instant.nullable() })
  .transform(
    ({ created_at, finished_at, ...job }): JobState => ({
      ...job,
      createdAt: created_at,
      finishedAt: finished_at,
    }),
  );

/** The runs that rows of the table stand for. */
export const deliveriesOf = (rows: readonly unknown[]): readonly Delivery[] =>
  z.array(takenRow).parse(rows);

/** A database that is away is asked again after the usual pause. */
export function noneTaken(error: unknown): readonly Delivery[] {
  logger.error({ err: error }, 'No jobs could be taken from the database');
  return [];
}

/** What rows of the table tell of their jobs. */
export const statesOf = (rows: readonly unknown[]): readonly JobState[] =>
  z.array(stateRow).parse(rows);
