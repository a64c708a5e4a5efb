/** Jobs from the command line: `node dist/platform/queue/cli.js list`. */
//{{#unless queue.bullmq}}
import { connectDatabase, disconnectDatabase } from '../../database/client.js';
//{{/unless}}
//{{#if queue.bullmq}}
import { connectRedis, disconnectRedis } from '../redis/client.js';
//{{/if}}
import { runCommand } from './commands.js';
import { connectQueue, disconnectQueue } from './index.js';

try {
  //{{#unless queue.bullmq}}
  await connectDatabase();
  //{{/unless}}
  //{{#if queue.bullmq}}
  await connectRedis();
  //{{/if}}
  await connectQueue();
  process.stdout.write(`${await runCommand(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await disconnectQueue();
  //{{#if queue.bullmq}}
  await disconnectRedis();
  //{{/if}}
  //{{#unless queue.bullmq}}
  await disconnectDatabase();
  //{{/unless}}
}
