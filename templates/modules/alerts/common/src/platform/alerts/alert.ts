/** Who an alert is for: admins get errors, managers get broken links. */
export type Audience = 'admins' | 'managers';

/** Something that people should know. Alerts with one fingerprint are the same to them. */
export interface Alert {
  readonly fingerprint: string;
  readonly audience: Audience;
  /** One line that says what happened. */
  readonly title: string;
  /** The mail's text, made only when the mail is sent. */
  readonly text: () => string;
}

/** How often an alert came again after the first one, in a time that is over. */
export interface Repeats {
  readonly audience: Audience;
  readonly title: string;
  readonly count: number;
}

/** Counts equal alerts in windows of time that begin with the first one. */
export interface AlertWindows {
  /** Counts an alert `count` times. True when it is the first of its window: that one is mailed. */
  record(alert: Alert, count: number): Promise<boolean>;
  /** Ends the windows whose time is over and gives what was held back in them, each to one caller only. */
  close(): Promise<readonly Repeats[]>;
}
