import { env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { adoptedAlerts } from './alerts-adopted.js';
import { defineModule, folder, perServer, wire } from './module.js';

const home = 'src/platform/alerts';

export const alerts = defineModule({
  id: 'alerts',
  version: 1,
  guideline: 6,
  summary: 'Error mails to the admins, repeats held back',
  requires: () => [{ id: 'mail', because: 'alerts are mails' }],
  files: ({ server, option }) => [
    folder('modules/alerts/common'),
    folder(`modules/alerts/${String(option('database', 'engine'))}`),
    folder(`modules/alerts/${server}`),
  ],
  facts: () => [
    env('ADMINS', {
      group: 'Alerts',
      rank: 10,
      example: 'ops@example.com',
      comment: 'Who gets mails about errors, between commas; nobody does in development.',
    }),
    env('MANAGERS', {
      group: 'Alerts',
      rank: 20,
      example: 'web@example.com',
      comment: 'Who gets mails about broken links on our own pages, between commas.',
    }),
    env('ALERT_WINDOW_SECONDS', {
      group: 'Alerts',
      rank: 30,
      example: '600',
      comment: 'How long equal alerts are held back after the first, to come as one mail.',
    }),
    env('ALERT_SUBJECT_PREFIX', {
      group: 'Alerts',
      rank: 40,
      example: '"[backend] "',
      comment: 'What the subjects of alerts begin with; by default the name of the project.',
    }),
    env('ALERT_IGNORABLE_PATHS', {
      group: 'Alerts',
      rank: 50,
      example: '^/favicon,^/robots.txt',
      comment: 'Regular expressions of paths whose broken links nobody wants to know, between commas.',
    }),
  ],
  wires: ({ server }) => [
    wire('settings', 80, code`alerts: ${imported('alertSettings', `${home}/settings`)}(env),`),
    perServer(server, {
      fastify: wire('install', 35, code`await app.register(${imported('brokenLinks', `${home}/plugin`)});`),
      express: wire('install', 35, code`app.use(${imported('brokenLinks', `${home}/middleware`)});`),
      hono: wire('install', 35, code`app.use(${imported('brokenLinks', `${home}/middleware`)});`),
    }),
    wire('start', 50, code`${imported('startAlerts', `${home}/index`)}();`),
    wire('stop', 50, code`await ${imported('stopAlerts', `${home}/index`)}();`),
    wire('migrate', 50, code`await ${imported('createAlertTables', `${home}/database-windows`)}();`),
  ],
  nextSteps: () => [
    {
      command: 'ADMINS=you@example.com',
      why: 'set it where you deploy, and errors come by mail',
      needed: true,
    },
  ],
  adopted: adoptedAlerts,
});
