import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail, or rejects after a bounded time when the server doesn't take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/** The way to a mail server. */
export function mailer(url: string, from: string): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    // A message's text is data: it never makes the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    await transport.sendMail({ from, to: to.join(', '), subject, text });
  };
}
