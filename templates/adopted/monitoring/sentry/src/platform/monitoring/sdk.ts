import { starSecrets } from '../errors/mask.js';
import { monitoringSettings } from './settings.js';

type Sdk = typeof import('@sentry/node');

let loading: Promise<Sdk | undefined> | undefined;
let loaded: Sdk | undefined;

/** The SDK, once it is loaded. */
export function sentry(): Sdk | undefined {
  return loaded;
}

/** Loads and starts the SDK when there is a DSN, once. Resolves with it, or undefined. */
export async function loadSentry(): Promise<Sdk | undefined> {
  if (loading === undefined) {
    loading = startSdk();
  }
  loaded = await loading;
  return loaded;
}

async function startSdk(): Promise<Sdk | undefined> {
  const { dsn, release, environment } = monitoringSettings();
  if (dsn === undefined) {
    return undefined;
  }
  const sdk = await import('@sentry/node');
  // The SDK would keep a process alive that Node ends by default after a rejection that nobody handled.
  const isHandled = process.listenerCount('unhandledRejection') > 0;
  sdk.init({
    dsn,
    environment,
    ...(release === undefined ? {} : { release }),
    // What clients send is theirs: neither bodies nor cookies nor query parameters leave the process.
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpBodies: [],
      urlQueryParams: false,
      databaseQueryData: false,
      queues: false,
      stackFrameVariables: false,
    },
    integrations: (defaults) => [
      ...defaults.filter(({ name }) => name !== 'OnUnhandledRejection'),
      sdk.onUnhandledRejectionIntegration({ mode: isHandled ? 'none' : 'strict' }),
    ],
    beforeSend(event) {
      const exceptions = event.exception?.values;
      for (const exception of exceptions === undefined ? [] : exceptions) {
        if (exception.value !== undefined) {
          exception.value = starSecrets(exception.value);
        }
      }
      return event;
    },
  });
  return sdk;
}

/** Sends what is left, within `timeoutMs`, and ends the SDK. */
export async function closeSentry(timeoutMs: number): Promise<void> {
  const sdk = loaded;
  loaded = undefined;
  loading = undefined;
  if (sdk !== undefined) {
    await sdk.close(timeoutMs);
  }
}
