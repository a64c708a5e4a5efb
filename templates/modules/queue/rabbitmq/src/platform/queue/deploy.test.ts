import { expect, it } from 'vitest';
import { readSettings } from '../../settings/load.js';
import { queueDeployProblems } from './deploy.js';

const problemsOf = (url: string) =>
  queueDeployProblems(readSettings({ APP_ENV: 'test', RABBITMQ_URL: url }));

it('a deployed broker has a user of its own', () => {
  expect(problemsOf('amqp://guest:guest@127.0.0.1')).toHaveLength(1);
  expect(problemsOf('amqp://127.0.0.1')).toHaveLength(1);
  expect(problemsOf('amqps://shop:secret@broker.example.com/shop')).toEqual([]);
});
