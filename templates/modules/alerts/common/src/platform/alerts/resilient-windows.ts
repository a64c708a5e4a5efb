import type { Alert, AlertWindows, Repeats } from './alert.js';

/** Asks `shared` and, when that fails or takes too long, `own`: a database that is down is worth a mail too. */
export class ResilientWindows implements AlertWindows {
  constructor(
    private readonly shared: AlertWindows,
    private readonly own: AlertWindows,
    private readonly timeoutMs: number,
  ) {}

  async record(alert: Alert, count: number): Promise<boolean> {
    try {
      return await this.#within(this.shared.record(alert, count));
    } catch {
      return this.own.record(alert, count);
    }
  }

  async close(): Promise<readonly Repeats[]> {
    const own = await this.own.close();
    try {
      return [...own, ...(await this.#within(this.shared.close()))];
    } catch {
      return own;
    }
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`No answer within ${this.timeoutMs} ms`));
      }, this.timeoutMs);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }
}
