import type { Settings } from './base.js';

/** What makes these settings unsafe to deploy: a sentence each. */
export function deployProblems(settings: Settings): string[] {
  const problems: string[] = [];
  if (!settings.isProduction && settings.environment !== 'staging') {
    problems.push(
      `APP_ENV is ${settings.environment}; a deployed process runs as staging or production.`,
    );
  }
  if (['trace', 'debug'].includes(settings.logging.level)) {
    problems.push(`LOG_LEVEL is ${settings.logging.level}; logs would tell more than they should.`);
  }
  //{{{wires "deploy"}}}
  return problems;
}
