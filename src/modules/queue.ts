import { defineModule } from './module.js';

export const queue = defineModule({
  id: 'queue',
  version: 1,
  guideline: 5,
  summary: 'Background jobs with retries, schedules and dead letters',
  main: 'driver',
  options: {
    driver: {
      type: 'choice',
      values: [
        { value: 'pg-boss', label: 'pg-boss', hint: 'in PostgreSQL, enqueues inside the transaction' },
        { value: 'bullmq', label: 'BullMQ', hint: 'on Redis, for high volumes' },
      ],
      default: 'pg-boss',
      ask: 'Which job queue?',
      description: 'Where jobs are kept',
    },
  },
});
