import { defineModule } from './module.js';

export const monitoring = defineModule({
  id: 'monitoring',
  version: 1,
  guideline: 7,
  summary: 'The six statistics: requests, response time, errors, revenue, activity, transaction time',
  main: 'vendor',
  options: {
    vendor: {
      type: 'choice',
      values: [
        { value: 'prometheus', label: 'Prometheus', hint: 'an endpoint to scrape, needs nobody' },
        { value: 'sentry', label: 'Sentry', hint: 'errors and traces, hosted' },
      ],
      default: 'prometheus',
      ask: 'Which monitoring vendor?',
      description: 'Where the statistics go',
    },
  },
});
