import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { logger } from '../logging/logger.js';
import { deliverTo, type Mail, outbox, sendMail } from './index.js';
import { mailProblems } from './settings.js';

const mail: Mail = { to: 'ann@example.com', subject: 'Hello', text: 'How are you?' };

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A mail server with just the commands that one mail takes; gives its URL and what it was told. */
async function smtpServer(refuse = false): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const talk = (socket: Socket): void => {
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      received.push(text);
      if (text.startsWith('RCPT') && refuse) socket.write('550 no such user\r\n');
      else if (text.startsWith('DATA')) socket.write('354 go on\r\n');
      else socket.write('250 fine\r\n');
    });
    socket.on('error', () => {});
  };
  const listening = createServer(talk);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, received };
}

describe('a mail', () => {
  it('goes to the outbox in tests', async () => {
    await sendMail(mail);
    expect(outbox).toContainEqual(mail);
  });

  it('is one log line on the console', async () => {
    const info = vi.spyOn(logger, 'info').mockReturnValue();
    await deliverTo('console:')(mail);
    expect(info).toHaveBeenCalledWith(mail, 'Mail');
  });

  it('goes to a server, to one or to many', async () => {
    const { url, received } = await smtpServer();
    const deliver = deliverTo(url);
    await deliver({ ...mail, to: ['ann@example.com', 'bob@example.com'] });
    const said = received.join('');
    expect(said).toContain('RCPT TO:<ann@example.com>');
    expect(said).toContain('RCPT TO:<bob@example.com>');
    expect(said).toContain('Subject: Hello');
    expect(said).toContain('How are you?');
    await deliver(mail);
  });

  it('fails when the server refuses it', async () => {
    const { url } = await smtpServer(true);
    await expect(deliverTo(url)(mail)).rejects.toThrow('no such user');
  });
});

describe('a deployment', () => {
  it('needs a mail server', () => {
    expect(mailProblems({ url: 'smtp://mail.example.com' })).toEqual([]);
    expect(mailProblems({ url: 'console:' })).toHaveLength(1);
    expect(mailProblems({ url: 'memory:' })).toHaveLength(1);
  });
});
