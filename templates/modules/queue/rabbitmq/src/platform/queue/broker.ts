import type { Channel, ConfirmChannel, Message } from 'amqplib';
import { z } from 'zod';
import { settings } from '../../settings/index.js';
import { withinLimit } from './limit.js';

/** All jobs share one queue, so that priorities hold among all of them. */
export const queueName = `${settings.queue.prefix}.jobs`;
/** Where messages go that are not ours. Dead jobs are in the table. */
const deadLetters = `${settings.queue.prefix}.dead`;

/** Queues of tests go by themselves. */
const expires = settings.environment === 'test' ? { expires: 60_000 } : {};

/** What is told to the broker of a job: workers find the rest in the table. */
export interface Notice {
  readonly id: string;
  readonly name: string;
  /** From -100 to 100. */
  readonly priority: number;
}

/** Makes the queues where they are missing. */
export async function declareQueues(channel: Channel): Promise<void> {
  const classic = { 'x-queue-type': 'classic' };
  await channel.assertQueue(deadLetters, { durable: true, arguments: classic, ...expires });
  await channel.assertQueue(queueName, {
    durable: true,
    // A vhost may make other queues by default, which know fewer priorities or none.
    arguments: classic,
    maxPriority: 10,
    deadLetterExchange: '',
    deadLetterRoutingKey: deadLetters,
    ...expires,
  });
}

/** Puts a job into the queue, and waits until the broker has it on its disk. */
export async function publish(
  channel: ConfirmChannel,
  { id, name, priority }: Notice,
): Promise<void> {
  const confirmed = new Promise<void>((resolve, reject) => {
    channel.sendToQueue(
      queueName,
      Buffer.from(JSON.stringify({ id })),
      {
        persistent: true,
        priority: levelOf(priority),
        messageId: id,
        type: name,
        contentType: 'application/json',
      },
      (error: unknown) => (error ? reject(error) : resolve()),
    );
  });
  await withinLimit(confirmed);
}

/** Each level of a queue costs memory, so there are eleven: fine ones around 0, coarse ones far from it. */
export function levelOf(priority: number): number {
  return Math.round(5 + Math.cbrt(priority));
}

/** Messages that wait for a worker. Throws when the broker doesn't answer in time. */
export async function countWaiting(channel: Channel): Promise<number> {
  const { messageCount } = await withinLimit(channel.checkQueue(queueName));
  return messageCount;
}

const notice = z.object({ id: z.string() });

/** The id of the job that a message is about, or null when it is none of ours. */
export function jobIdOf({ content }: Pick<Message, 'content'>): string | null {
  try {
    return notice.parse(JSON.parse(content.toString())).id;
  } catch {
    return null;
  }
}
