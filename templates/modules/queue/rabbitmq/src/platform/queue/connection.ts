import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib';
import { settings } from '../../settings/index.js';
import { logger } from '../logging/logger.js';
import { backoffDelay } from './backoff.js';
import { withinLimit } from './limit.js';

/** How long it waits before it looks for a broker that is away: up to 0.2 s, then 0.4 s, and so on. */
const reconnect = { limit: Number.POSITIVE_INFINITY, baseMs: 200, maxMs: 10_000 };

/** A connection to RabbitMQ with one channel. Both are opened anew whenever they are lost. */
export interface BrokerConnection {
  isOpen(): boolean;
  /** Throws while the broker is away. */
  channel(): ConfirmChannel;
  close(): Promise<void>;
}

/**
 * Connects, and calls `prepare` with every channel before it is used: the first one, and each one after an outage.
 * Throws when the broker doesn't answer within the limit of the settings.
 */
export async function openConnection(
  prepare: (channel: ConfirmChannel) => Promise<void>,
  url = settings.queue.url,
): Promise<BrokerConnection> {
  let current: ConfirmChannel | undefined;

  const setup = async (model: ChannelModel): Promise<void> => {
    // Nobody else listens before the set-up is done, and an error that nobody hears ends the process.
    model.on('error', () => {});
    const channel = await model.createConfirmChannel();
    channel.on('error', (error) => logger.error({ err: error }, 'RabbitMQ closed a channel'));
    channel.on('close', () => {
      current = undefined;
      // Whatever closed the channel, a new connection brings a new one.
      model.close().catch(() => {});
    });
    await withinLimit(prepare(channel));
    current = channel;
  };

  const connection = await connect(withHeartbeat(url), {
    timeout: settings.queue.connectTimeoutMs,
    recovery: {
      setup,
      waitForConnect: false,
      initialMaxRetries: 0,
      calculateDelay: (attempt) => backoffDelay(attempt, reconnect),
    },
  });
  let away = false;
  connection.on('error', () => {});
  connection.on('disconnect', (error) => {
    away = true;
    logger.error({ err: error }, 'RabbitMQ is away');
  });
  connection.on('connect', () => {
    if (away) logger.info('RabbitMQ is back');
    away = false;
  });

  try {
    await connection.waitForConnect();
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(
      `RabbitMQ at ${host} can't be reached or refuses the connection. Start it, or set RABBITMQ_URL.`,
      { cause: error },
    );
  }

  return {
    isOpen: () => current !== undefined,
    channel: () => {
      if (current === undefined) throw new Error('RabbitMQ is away.');
      return current;
    },
    close: async () => {
      current = undefined;
      // A broker that doesn't answer can't keep the process from ending.
      await withinLimit(connection.close()).catch(() => {});
    },
  };
}

/** The broker gives the jobs of a worker that it doesn't hear of to others, and so does the table: after the same time. */
function withHeartbeat(url: string): string {
  const target = new URL(url);
  target.searchParams.set('heartbeat', String(settings.queue.stalledSeconds));
  return target.href;
}
