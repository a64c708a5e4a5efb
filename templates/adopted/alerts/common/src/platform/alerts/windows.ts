import { isFirstOfAll } from './first-of-all.js';

/** Something that people should know. Alerts with one fingerprint are the same to them. */
export interface Alert {
  readonly fingerprint: string;
  /** One line that says what happened. */
  readonly title: string;
  /** The mail's text, made only when the mail is sent. */
  readonly text: () => string;
}

/** How often an alert came again after the first one, in a time that is over. */
export interface Repeats {
  readonly title: string;
  readonly count: number;
}

interface Window {
  readonly title: string;
  readonly closesAt: number;
  count: number;
}

/** Counts equal alerts in windows of time that begin with the first one. */
export interface AlertWindows {
  /** Counts an alert whose window is open; false when it has none. */
  readonly repeat: (fingerprint: string) => boolean;
  /** Opens a window. Resolves to true when the alert is the first one of it: that one is mailed. */
  readonly open: (alert: Alert) => Promise<boolean>;
  /** Ends the windows whose time is over, or all of them, and gives what was held back. */
  readonly close: (all: boolean) => readonly Repeats[];
}

/** The windows of this process. */
export function alertWindows(windowSeconds: number): AlertWindows {
  const windows = new Map<string, Window>();
  return {
    repeat(fingerprint) {
      const known = windows.get(fingerprint);
      if (known !== undefined) {
        known.count += 1;
      }
      return known !== undefined;
    },

    async open({ fingerprint, title }) {
      const window = { title, closesAt: Date.now() + windowSeconds * 1_000, count: 0 };
      windows.set(fingerprint, window);
      if (await isFirstOfAll(fingerprint, windowSeconds)) {
        return true;
      }
      window.count += 1;
      return false;
    },

    close(all) {
      const closed: Repeats[] = [];
      windows.forEach(({ title, closesAt, count }, fingerprint) => {
        if (!all && closesAt > Date.now()) {
          return;
        }
        windows.delete(fingerprint);
        if (count > 0) {
          closed.push({ title, count });
        }
      });
      return closed;
    },
  };
}
