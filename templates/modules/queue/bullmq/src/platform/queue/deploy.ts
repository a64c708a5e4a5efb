import type { Settings } from '../../settings/base.js';

/** What makes the queue's settings unsafe to deploy. */
export function queueDeployProblems({ queue }: Pick<Settings, 'queue'>): string[] {
  const { boardPassword } = queue;
  return boardPassword !== undefined && boardPassword.length < 16
    ? ['QUEUE_DASHBOARD_PASSWORD has less than 16 characters; it could be guessed.']
    : [];
}
