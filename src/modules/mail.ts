import { dependency, devDependency, env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, folder, wire } from './module.js';

export const mail = defineModule({
  id: 'mail',
  version: 1,
  guideline: null,
  summary: 'Mail by SMTP',
  role: 'internal',
  files: () => [folder('modules/mail/common')],
  facts: () => [
    dependency('nodemailer'),
    devDependency('@types/nodemailer'),
    env('MAIL_URL', {
      group: 'Mail',
      rank: 10,
      example: 'smtp://user:password@smtp.example.com:587',
      comment: 'The mail server. `console:` logs mails instead; production needs a server.',
    }),
    env('MAIL_FROM', {
      group: 'Mail',
      rank: 20,
      example: 'shop@example.com',
      comment: 'The sender of mails.',
    }),
  ],
  wires: () => [
    wire('settings', 70, code`mail: ${imported('mailSettings', 'src/platform/mail/settings')}(env),`),
    wire(
      'deploy',
      70,
      code`problems.push(...${imported('mailProblems', 'src/platform/mail/settings')}(settings.mail));`,
    ),
  ],
});
