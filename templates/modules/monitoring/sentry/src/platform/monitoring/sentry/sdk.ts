import type { ErrorEvent, NodeOptions } from '@sentry/node';
import { maskSecrets, maskUrl } from '../../logging/mask.js';
import type { SentrySettings } from './settings.js';

export type SentrySdk = typeof import('@sentry/node');
type SentSpan = Parameters<NonNullable<NodeOptions['beforeSendSpan']>>[0];

/** Errors that nobody caught are reported by the process itself, so the SDK must not report them again. */
const reportedElsewhere = new Set(['OnUncaughtException', 'OnUnhandledRejection']);

let loaded: SentrySdk | undefined;

/** The SDK, once it is loaded. */
export const sentry = (): SentrySdk | undefined => loaded;

/** Loads and starts the SDK when there is a DSN. Calling it again changes nothing. */
export async function loadSentry(
  { dsn, release, tracesSampleRate }: SentrySettings,
  environment: string,
): Promise<void> {
  if (dsn === undefined || loaded !== undefined) return;
  const sdk = await import('@sentry/node');
  sdk.init({
    dsn,
    environment,
    ...(release !== undefined && { release }),
    tracesSampleRate,
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
    beforeSend: withoutSecrets,
    beforeSendSpan: withStarredUrl,
    integrations: (defaults) => [
      ...defaults.filter(({ name }) => !reportedElsewhere.has(name)),
      //{{#if (or app.fastify app.nestFastify)}}
      sdk.fastifyIntegration({ shouldHandleError: () => false }),
      //{{/if}}
      //{{#if (or app.express app.nest)}}
      sdk.expressIntegration({ shouldHandleError: false }),
      //{{/if}}
      //{{#if app.hono}}
      sdk.honoIntegration({ shouldHandleError: () => false }),
      //{{/if}}
    ],
  });
  loaded = sdk;
}

/** Sends what is left, within `timeoutMs`, and ends the SDK. */
export async function closeSentry(timeoutMs: number): Promise<void> {
  await loaded?.close(timeoutMs);
  loaded = undefined;
}

/** Stars passwords of URLs, such as those that drivers put into their messages. */
export function withoutSecrets(event: ErrorEvent): ErrorEvent {
  for (const exception of event.exception?.values ?? []) {
    exception.value = String(maskSecrets(exception.value ?? ''));
  }
  return event;
}

/** Stars secret-looking parameters: some spans have the query in their path. */
export function withStarredUrl(span: SentSpan): SentSpan {
  const path = span.attributes?.['url.path'];
  if (typeof path !== 'string') return span;
  return { ...span, attributes: { ...span.attributes, 'url.path': maskUrl(path) } };
}
