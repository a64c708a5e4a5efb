import { AsyncResource } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '../logging/logger.js';
import type { Alert, AlertWindows, Audience } from './alert.js';
import { digestText } from './texts.js';

export interface OutgoingMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface AlerterOptions {
  readonly windows: AlertWindows;
  readonly recipients: Readonly<Record<Audience, readonly string[]>>;
  readonly subjectPrefix: string;
  readonly send: (mail: OutgoingMail) => Promise<void>;
  /** How often digests are looked for and mails that failed are tried again. */
  readonly tickMs: number;
  /** The shortest time between two rounds of counting, so that a storm of errors costs the database little. */
  readonly paceMs: number;
}

/** Different alerts that may wait at once; what comes beyond stays in the log. */
const maximumWaiting = 200;

/** First mails of a tick; what comes beyond is in the next digest. */
const maximumFirstMails = 20;

const maximumUnsent = 50;
const maximumAttempts = 10;

interface Waiting {
  readonly alert: Alert;
  count: number;
}

interface Unsent {
  readonly mail: OutgoingMail;
  readonly attempts: number;
}

/**
 * Mails the first of equal alerts at once and the number of the others later. Nothing here is waited for by a
 * request: alerts are put down in memory, and one loop in the background counts and mails them.
 */
export class Alerter {
  /** Keeps the loop out of the request, and so out of the transaction, that an alert comes from. */
  readonly #background = new AsyncResource('Alerter');
  readonly #waiting = new Map<string, Waiting>();
  #unsent: Unsent[] = [];
  #firstMails = 0;
  #lastRound = 0;
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: AlerterOptions) {}

  start(): void {
    this.#timer ??= setInterval(() => void this.tick(), this.options.tickMs).unref();
  }

  /** Takes an alert. The promise, which nobody needs to wait for, says that it was dealt with. */
  add(alert: Alert): Promise<void> {
    const waiting = this.#waiting.get(alert.fingerprint);
    if (waiting !== undefined) {
      waiting.count += 1;
      return this.#work;
    }
    if (this.#waiting.size >= maximumWaiting) return this.#work;
    this.#waiting.set(alert.fingerprint, { alert, count: 1 });
    return this.#enqueue(() => this.#drain());
  }

  /** Sends the digests that are due and tries failed mails again. */
  tick(): Promise<void> {
    return this.#enqueue(async () => {
      this.#firstMails = 0;
      const again = this.#unsent;
      this.#unsent = [];
      for (const unsent of again) await this.#send(unsent.mail, unsent.attempts);
      await this.#sendDigests();
    });
  }

  /** Deals with what waits, within a time limit, and takes nothing more. */
  async stop(timeoutMs: number): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    let limit: NodeJS.Timeout | undefined;
    await Promise.race([
      this.tick(),
      new Promise<void>((resolve) => {
        limit = setTimeout(resolve, timeoutMs);
      }),
    ]);
    clearTimeout(limit);
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#work = this.#background.runInAsyncScope(() =>
      this.#work.then(step).catch((error: unknown) => {
        logger.warn({ err: error }, 'Alerts could not be dealt with');
      }),
    );
    return this.#work;
  }

  async #drain(): Promise<void> {
    const pause = this.#lastRound + this.options.paceMs - Date.now();
    if (pause > 0) await wait(pause, undefined, { ref: false });
    this.#lastRound = Date.now();
    const batch = [...this.#waiting.values()];
    this.#waiting.clear();
    if (batch.length > 0) await this.#sendDigests();
    for (const { alert, count } of batch) {
      const { windows } = this.options;
      if (!(await windows.record(alert, count))) continue;
      this.#firstMails += 1;
      if (this.#firstMails > maximumFirstMails) await windows.record(alert, 1);
      else await this.#mail(alert.audience, alert.title, alert.text());
    }
  }

  async #sendDigests(): Promise<void> {
    const repeats = await this.options.windows.close();
    for (const audience of ['admins', 'managers'] as const) {
      const theirs = repeats.filter((repeat) => repeat.audience === audience);
      if (theirs.length === 0) continue;
      const total = theirs.reduce((sum, { count }) => sum + count, 0);
      await this.#mail(audience, `${total} more of the same`, digestText(theirs));
    }
  }

  async #mail(audience: Audience, title: string, text: string): Promise<void> {
    const { recipients, subjectPrefix } = this.options;
    const to = recipients[audience];
    if (to.length > 0) await this.#send({ to, subject: `${subjectPrefix}${title}`, text }, 0);
  }

  /** A mail that can't be sent is kept for the next tick, some times. */
  async #send(mail: OutgoingMail, attempts: number): Promise<void> {
    try {
      await this.options.send(mail);
    } catch (error) {
      const { subject } = mail;
      const gone = attempts + 1 >= maximumAttempts || this.#unsent.length >= maximumUnsent;
      logger.warn(
        { err: error, subject },
        gone ? 'An alert was lost' : 'An alert waits to be sent',
      );
      if (!gone) this.#unsent.push({ mail, attempts: attempts + 1 });
    }
  }
}
