import { settings } from '../../settings/index.js';

/** Settles like `work`, or rejects when RabbitMQ takes longer than the settings allow. */
export async function withinLimit<T>(
  work: Promise<T>,
  limitMs = settings.queue.commandTimeoutMs,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`RabbitMQ did not answer within ${limitMs} ms.`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
