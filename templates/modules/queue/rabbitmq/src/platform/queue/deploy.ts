import type { Settings } from '../../settings/base.js';

/** What makes the queue's settings unsafe to deploy. */
export function queueDeployProblems({ queue }: Settings): string[] {
  const { username } = new URL(queue.url);
  return username === 'guest' || username === ''
    ? ['RABBITMQ_URL is of the user guest, whose password everybody knows.']
    : [];
}
