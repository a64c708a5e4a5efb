import { deployProblems } from './deploy.js';
import { settings } from './index.js';

const problems = deployProblems(settings);
for (const problem of problems) console.error(`- ${problem}`);
if (problems.length === 0)
  console.log(`The settings of ${settings.environment} are safe to deploy.`);
process.exitCode = problems.length === 0 ? 0 : 1;
