import type { Settings } from '../../settings/base.js';

/** What makes the server's settings unsafe to deploy. */
export function serverDeployProblems({ server, throttle }: Settings): string[] {
  const problems: string[] = [];
  if (server.corsOrigins.includes('*')) {
    problems.push('CORS_ORIGINS is *; pages of any origin could call the API.');
  }
  if (throttle.anonymous === 'off') {
    problems.push('THROTTLE_ANON is off; a single client could take all there is.');
  }
  return problems;
}
