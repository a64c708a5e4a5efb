import { AsyncResource } from 'node:async_hooks';
import { logger } from '../logger.js';
import type { Mail, SendMail } from './mail.js';
import { digestText } from './texts.js';
import type { Alert, AlertWindows } from './windows.js';

export interface AlerterOptions {
  readonly windows: AlertWindows;
  readonly recipients: readonly string[];
  readonly subjectPrefix: string;
  readonly send: SendMail;
  /** How often digests are looked for and mails that failed are tried again. */
  readonly tickMs: number;
}

export interface Alerter {
  /** Takes an alert. The promise, which never rejects, says that it was dealt with. */
  add(alert: Alert): Promise<void>;
  /** Deals with what waits, within a time limit. */
  stop(timeoutMs: number): Promise<void>;
}

/** Steps that may wait at once; alerts beyond that stay in the log. */
const maximumWaiting = 1_000;

/** First mails of a tick; what comes beyond is in the next digest. */
const maximumFirstMails = 20;

const maximumUnsent = 50;
const maximumAttempts = 10;

interface Unsent {
  readonly mail: Mail;
  readonly attempts: number;
}

/** Mails the first of equal alerts at once and the number of the others later, one after the other in the background. */
export function startAlerter(options: AlerterOptions): Alerter {
  const { windows, recipients, subjectPrefix } = options;
  // Keeps the work out of the request, and so out of the transaction, that an alert comes from.
  const background = new AsyncResource('Alerter');
  let unsent: Unsent[] = [];
  let firstMails = 0;
  let waiting = 0;
  let work: Promise<void> = Promise.resolve();

  const enqueue = (step: () => Promise<void>): Promise<void> => {
    waiting += 1;
    work = background.runInAsyncScope(() =>
      work.then(step).then(
        () => {
          waiting -= 1;
        },
        (error: unknown) => {
          waiting -= 1;
          logger.warn({ err: error }, 'Alerts could not be dealt with');
        },
      ),
    );
    return work;
  };

  const send = async (mail: Mail, attempts: number): Promise<void> => {
    try {
      await options.send(mail);
    } catch (error) {
      const isLost = attempts + 1 >= maximumAttempts || unsent.length >= maximumUnsent;
      const what = isLost ? 'An alert was lost' : 'An alert waits to be sent';
      logger.warn({ err: error, subject: mail.subject }, what);
      if (!isLost) {
        unsent.push({ mail, attempts: attempts + 1 });
      }
    }
  };

  const tick = async (isLast: boolean): Promise<void> => {
    firstMails = 0;
    const again = unsent;
    unsent = [];
    for (const { mail, attempts } of again) {
      await send(mail, attempts);
    }
    const repeats = windows.close(isLast);
    if (repeats.length === 0) {
      return;
    }
    const total = repeats.reduce((sum, { count }) => sum + count, 0);
    const subject = `${subjectPrefix}${total} more of the same`;
    await send({ to: recipients, subject, text: digestText(repeats) }, 0);
  };

  const timer = setInterval(() => {
    work = enqueue(() => tick(false));
  }, options.tickMs);
  timer.unref();

  return {
    add(alert) {
      if (windows.repeat(alert.fingerprint) || waiting >= maximumWaiting) {
        return work;
      }
      const isFirst = windows.open(alert);
      return enqueue(async () => {
        if (!(await isFirst)) {
          return;
        }
        firstMails += 1;
        if (firstMails > maximumFirstMails) {
          windows.repeat(alert.fingerprint);
          return;
        }
        const subject = `${subjectPrefix}${alert.title}`;
        await send({ to: recipients, subject, text: alert.text() }, 0);
      });
    },

    async stop(timeoutMs) {
      clearInterval(timer);
      let limit: NodeJS.Timeout | undefined;
      const limited = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([enqueue(() => tick(true)), limited]);
      if (limit !== undefined) {
        clearTimeout(limit);
      }
    },
  };
}
