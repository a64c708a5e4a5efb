import { dependency, devDependency } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { type AdoptedContext, adopted } from './adopted.js';
import { hostEnv } from './host-env.js';
import { type FileSource, folder, wire } from './module.js';

const home = 'src/platform/alerts';

/** The oldest majors whose `set` takes the options of a window. */
const oldestRedis = { ioredis: 3, redis: 4 } as const;

/** Processes hold repeats back together where the project exports a Redis connection. */
function windowFiles({ host: { redis } }: AdoptedContext): readonly FileSource[] {
  if (redis === null || redis.instance === null || (redis.major ?? 0) < oldestRedis[redis.library]) {
    return [folder('adopted/alerts/memory')];
  }
  return [
    folder('adopted/alerts/shared'),
    folder(`adopted/alerts/${redis.library === 'redis' ? 'node-redis' : 'ioredis'}`),
  ];
}

/** Mails about errors; the answers stay those of the project's own error handlers. */
export const adoptedAlerts = adopted({
  requires: () => [
    { id: 'platform', because: 'errors are reported there' },
    { id: 'settings', because: 'who gets mails is a setting' },
  ],
  files: (context) => [folder('adopted/alerts/common'), ...windowFiles(context)],
  facts: ({ host, name }) => [
    ...(host.packages.includes('nodemailer')
      ? []
      : [dependency('nodemailer'), devDependency('@types/nodemailer')]),
    hostEnv(host, 'MAIL_URL', {
      group: 'Mail',
      rank: 10,
      example: 'smtp://user:password@smtp.example.com:587',
      comment: 'The mail server; without one nobody gets mails about errors.',
    }),
    hostEnv(host, 'MAIL_FROM', {
      group: 'Mail',
      rank: 20,
      example: 'shop@example.com',
      comment: 'The sender of mails.',
    }),
    hostEnv(host, 'ADMINS', {
      group: 'Alerts',
      rank: 10,
      example: 'ops@example.com',
      comment: 'Who gets mails about errors, between commas; nobody does in development and in tests.',
    }),
    hostEnv(host, 'ALERT_WINDOW_SECONDS', {
      group: 'Alerts',
      rank: 30,
      example: '600',
      comment: 'How long equal alerts are held back after the first, to come as one mail.',
    }),
    hostEnv(host, 'ALERT_SUBJECT_PREFIX', {
      group: 'Alerts',
      rank: 40,
      example: `"[${name}] "`,
      comment: 'What the subjects of alerts begin with; by default the name of the project.',
    }),
  ],
  wires: () => [
    wire('start', 50, code`${imported('startAlerts', `${home}/index`)}();`),
    wire('stop', 50, code`await ${imported('stopAlerts', `${home}/index`)}();`),
  ],
  notes: ({ host }) =>
    host.framework === 'nest'
      ? ['Errors of guards and middleware come before interceptors and are not mailed.']
      : [],
  nextSteps: () => [
    {
      command: 'ADMINS=you@example.com MAIL_URL=smtp://...',
      why: 'set both where you deploy, and errors come by mail',
      needed: true,
    },
  ],
});
