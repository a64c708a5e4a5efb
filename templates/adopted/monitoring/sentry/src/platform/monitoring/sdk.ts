import { starSecrets } from '../errors/mask.js';
import { monitoringSettings } from './settings.js';

type Sdk = typeof import('@sentry/node');

let loaded: Sdk | undefined;

/** The SDK, once it is loaded. */
export function sentry(): Sdk | undefined {
  return loaded;
}

/** Loads and starts the SDK when there is a DSN. Calling it again changes nothing. */
export async function loadSentry(): Promise<void> {
  const { dsn, release, environment } = monitoringSettings();
  if (dsn === undefined || loaded !== undefined) return;
  const sdk = await import('@sentry/node');
  // The SDK would keep a process alive that Node ends by default after a rejection that nobody handled.
  const isHandled = process.listenerCount('unhandledRejection') > 0;
  sdk.init({
    dsn,
    environment,
    ...(release === undefined ? {} : { release }),
    integrations: (defaults) => [
      ...defaults.filter(({ name }) => name !== 'OnUnhandledRejection'),
      sdk.onUnhandledRejectionIntegration({ mode: isHandled ? 'none' : 'strict' }),
    ],
    beforeSend(event) {
      const exceptions = event.exception?.values;
      for (const exception of exceptions === undefined ? [] : exceptions) {
        if (exception.value !== undefined) exception.value = starSecrets(exception.value);
      }
      return event;
    },
  });
  loaded = sdk;
}

/** Sends what is left, within `timeoutMs`, and ends the SDK. */
export async function closeSentry(timeoutMs: number): Promise<void> {
  const sdk = loaded;
  loaded = undefined;
  if (sdk !== undefined) await sdk.close(timeoutMs);
}
