import type { Env } from '../../settings/env.js';
//{{#if monitoring.prometheus}}
import { prometheusSettings } from './prometheus/settings.js';
//{{/if}}
//{{#if monitoring.sentry}}
import { sentrySettings } from './sentry/settings.js';
//{{/if}}

/** What the vendors need to know. */
export const monitoringSettings = (env: Env) => ({
  //{{#if monitoring.prometheus}}
  prometheus: prometheusSettings(env),
  //{{/if}}
  //{{#if monitoring.sentry}}
  sentry: sentrySettings(env),
  //{{/if}}
});
