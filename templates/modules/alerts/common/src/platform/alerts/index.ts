import { settings } from '../../settings/index.js';
import { type ErrorWhere, onError } from '../errors/report.js';
import { sendMail } from '../mail/index.js';
import { Alerter } from './alerter.js';
import { type BrokenLink, brokenLinkAlert, isWorthAMail } from './broken-links.js';
import { DatabaseWindows } from './database-windows.js';
import { fingerprintOf } from './fingerprint.js';
import { MemoryWindows } from './memory-windows.js';
import { ResilientWindows } from './resilient-windows.js';
import { errorText, errorTitle } from './texts.js';

const databaseTimeoutMs = 3_000;
const stopTimeoutMs = 2_000;
const longestTickMs = 30_000;
const paceMs = 1_000;

let alerter: Alerter | undefined;
let stopListening: (() => void) | undefined;

const ignorable = settings.alerts.ignorablePaths.map((pattern) => new RegExp(pattern));

type AlertOptions = Readonly<Omit<typeof settings.alerts, 'ignorablePaths'>>;

/** Starts to tell people of errors; in development they see them anyway. */
export function startAlerts(
  options: AlertOptions = settings.alerts,
  environment = settings.environment,
): void {
  const { admins, managers, subjectPrefix, windowSeconds } = options;
  if (environment === 'development' || admins.length + managers.length === 0) return;
  if (alerter !== undefined) return;
  const started = new Alerter({
    windows: new ResilientWindows(
      new DatabaseWindows(windowSeconds),
      new MemoryWindows(windowSeconds),
      databaseTimeoutMs,
    ),
    recipients: { admins, managers },
    subjectPrefix,
    send: sendMail,
    tickMs: Math.min(longestTickMs, windowSeconds * 1_000),
    paceMs,
  });
  started.start();
  alerter = started;
  stopListening = onError((error, where) => alertOfError(started, error, where, environment));
}

/** Sends what is left, within a time limit. */
export async function stopAlerts(): Promise<void> {
  stopListening?.();
  stopListening = undefined;
  const stopping = alerter;
  alerter = undefined;
  await stopping?.stop(stopTimeoutMs);
}

/** Tells the managers of a link on one of our pages that leads nowhere. */
export function reportBrokenLink(link: BrokenLink): void {
  const rules = { origins: settings.server.corsOrigins, ignorable };
  if (alerter !== undefined && isWorthAMail(link, rules)) void alerter.add(brokenLinkAlert(link));
}

/** The end of the process is waited for with its mail; a request or job waits for nothing. */
function alertOfError(
  to: Alerter,
  error: unknown,
  where: ErrorWhere,
  environment: string,
): Promise<void> {
  return to.add({
    fingerprint: fingerprintOf(error, where),
    audience: 'admins',
    title: errorTitle(error, where),
    text: () => errorText(error, where, environment),
  });
}
