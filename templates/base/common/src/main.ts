import { createApp } from './app.js';
import { listen } from './platform/http/server.js';
import { startPlatform, stopPlatform } from './platform/index.js';
import { runProcess } from './platform/lifecycle.js';

await runProcess(async () => {
  await startPlatform();
  const server = await listen(await createApp());
  return async () => {
    await server.close();
    await stopPlatform();
  };
});
