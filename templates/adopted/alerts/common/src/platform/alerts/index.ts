import { type ErrorWhere, onError } from '../errors/report.js';
import { logger } from '../logger.js';
import { type Alerter, startAlerter } from './alerter.js';
import { mailer } from './mail.js';
import { alertSettings } from './settings.js';
import { errorText, errorTitle, fingerprintOf } from './texts.js';
import { alertWindows } from './windows.js';

const stopTimeoutMs = 2_000;
const longestTickMs = 30_000;

let alerter: Alerter | undefined;
let stopListening: (() => void) | undefined;

/** Starts to tell the admins of errors; in development and in tests people see them anyway. */
export function startAlerts(): void {
  const settings = alertSettings();
  const { admins, mailUrl, environment, windowSeconds } = settings;
  if (alerter !== undefined || environment === 'development' || environment === 'test') {
    return;
  }
  if (mailUrl === undefined || admins.length === 0) {
    logger.info({}, 'Nobody gets mails about errors: ADMINS and MAIL_URL are not both set');
    return;
  }
  const started = startAlerter({
    windows: alertWindows(windowSeconds),
    recipients: admins,
    subjectPrefix: settings.subjectPrefix,
    send: mailer(mailUrl, settings.mailFrom),
    tickMs: Math.min(longestTickMs, windowSeconds * 1_000),
  });
  alerter = started;
  stopListening = onError((error, where) => alertOfError(started, error, where, environment));
}

/** Sends what is left, within a time limit. */
export async function stopAlerts(): Promise<void> {
  if (stopListening !== undefined) {
    stopListening();
  }
  stopListening = undefined;
  const stopping = alerter;
  alerter = undefined;
  if (stopping !== undefined) {
    await stopping.stop(stopTimeoutMs);
  }
}

function alertOfError(
  to: Alerter,
  error: unknown,
  where: ErrorWhere,
  environment: string,
): Promise<void> {
  return to.add({
    fingerprint: fingerprintOf(error, where),
    title: errorTitle(error, where),
    text: () => errorText(error, where, environment),
  });
}
