import { createTransport } from 'nodemailer';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';

export interface Mail {
  readonly to: string | readonly string[];
  readonly subject: string;
  readonly text: string;
}

type Deliver = (mail: Mail) => Promise<unknown>;

/** The mails that `memory:` took, oldest first. */
export const outbox: Mail[] = [];

const deliver = deliverTo(settings.mail.url);

/** Sends a mail, or throws after a bounded time when the server doesn't take it. */
export async function sendMail(mail: Mail): Promise<void> {
  await deliver(mail);
}

/** The way to a mail server, by the protocol of its URL. */
export function deliverTo(url: string): Deliver {
  switch (new URL(url).protocol) {
    case 'memory:':
      return async (mail) => outbox.push(mail);
    case 'console:':
      return async (mail) => logger.info(mail, 'Mail');
    default:
      return bySmtp(url);
  }
}

function bySmtp(url: string): Deliver {
  const transport = createTransport({
    url,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    // A message's text is data: it never makes the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return ({ to, subject, text }) =>
    transport.sendMail({ from: settings.mail.from, to: [to].flat(), subject, text });
}
