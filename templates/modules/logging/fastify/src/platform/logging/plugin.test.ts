import Fastify from 'fastify';
import { expect, it, vi } from 'vitest';
import { logger, logStream } from './logger.js';
import { requestLogging } from './plugin.js';

it('writes the line of a request that was answered before its turn, too', async () => {
  vi.spyOn(logger, 'isLevelEnabled').mockReturnValue(true);
  const write = vi.spyOn(logStream, 'write').mockReturnValue(true);
  const app = Fastify({ genReqId: () => 'early' });
  app.addHook('onRequest', (_request, reply) => {
    reply.code(204).send();
  });
  await app.register(requestLogging);
  app.get('/things', async () => []);
  await app.inject('/things');
  await app.close();
  expect(write).toHaveBeenCalledTimes(1);
  const [line] = write.mock.calls[0] ?? [];
  expect(JSON.parse(String(line))).toMatchObject({
    requestId: 'early',
    route: '/things',
    status: 204,
  });
});
