import { type JobState, listJobs, retryJob } from './index.js';
import { jobStatuses } from './types.js';

const usage = `Commands:
  list [${jobStatuses.join('|')}]
  failed
  retry ID
  retry-all`;

/** Runs a command and gives what to print. Throws on a wrong command. */
export async function runCommand([command, argument]: readonly string[]): Promise<string> {
  switch (command) {
    case 'list':
      return table(await listed(argument));
    case 'failed':
      return table(await listJobs('failed'));
    case 'retry':
      if (argument === undefined) throw new Error(usage);
      if (!(await retryJob(argument))) throw new Error(`No failed job has the id ${argument}.`);
      return `${argument} runs again.`;
    case 'retry-all':
      return `${await retryAll()} jobs run again.`;
    default:
      throw new Error(usage);
  }
}

async function listed(status: string | undefined): Promise<readonly JobState[]> {
  const wanted = jobStatuses.filter((known) => status === undefined || known === status);
  if (wanted.length === 0) throw new Error(usage);
  return (await Promise.all(wanted.map((known) => listJobs(known)))).flat();
}

async function retryAll(): Promise<number> {
  let retried = 0;
  for (const { id } of await listJobs('failed', 10_000)) {
    if (await retryJob(id)) retried += 1;
  }
  return retried;
}

function table(jobs: readonly JobState[]): string {
  if (jobs.length === 0) return 'No jobs.';
  return jobs
    .map(({ id, state, name, attempts, createdAt, error }) =>
      [id, state.padEnd(9), `${attempts}x`, createdAt.toISOString(), name, error ?? '']
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
