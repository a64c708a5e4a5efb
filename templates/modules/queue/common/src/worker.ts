import { jobs } from './jobs.js';
import { startPlatform, stopPlatform } from './platform/index.js';
import { runProcess } from './platform/lifecycle.js';
import { startWorker } from './platform/queue/index.js';

await runProcess(async () => {
  await startPlatform();
  await startWorker(jobs);
  return stopPlatform;
});
