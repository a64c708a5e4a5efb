import { dependency, env, service } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, folder, wire } from './module.js';
import { adoptedRedis } from './redis-adopted.js';

const composeService = `image: redis:7-alpine
command: redis-server --appendonly yes --maxmemory-policy noeviction
ports:
  - 127.0.0.1:6379:6379
volumes:
  - redis:/data
healthcheck:
  test: [CMD, redis-cli, ping]
  interval: 5s
  timeout: 3s
  retries: 10`;

export const redis = defineModule({
  id: 'redis',
  version: 1,
  guideline: null,
  summary: 'The shared Redis connection',
  role: 'internal',
  files: () => [folder('modules/redis/common')],
  facts: ({ has }) => [
    dependency('ioredis'),
    env('REDIS_URL', {
      group: 'Redis',
      rank: 10,
      example: 'redis://127.0.0.1:6379',
      comment: 'The Redis server; rediss:// for TLS.',
    }),
    env('REDIS_CONNECT_TIMEOUT_MS', {
      group: 'Redis',
      rank: 20,
      example: '5000',
      comment: 'How long the process waits for Redis when it starts.',
    }),
    env('REDIS_COMMAND_TIMEOUT_MS', {
      group: 'Redis',
      rank: 30,
      example: '2000',
      comment: 'How long a command may take.',
    }),
    ...(has('docker') ? [service('redis', 20, composeService, ['redis'])] : []),
  ],
  wires: () => [
    wire('settings', 20, code`redis: ${imported('redisSettings', 'src/platform/redis/settings')}(env),`),
    wire('start', 20, code`await ${imported('connectRedis', 'src/platform/redis/client')}();`),
    wire('stop', 20, code`await ${imported('disconnectRedis', 'src/platform/redis/client')}();`),
    wire('check', 20, code`redis: ${imported('pingRedis', 'src/platform/redis/client')},`),
  ],
  adopted: adoptedRedis,
});
