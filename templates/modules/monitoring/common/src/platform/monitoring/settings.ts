import type { Env } from '../../settings/env.js';
//{{#if monitoring.datadog}}
import { datadogSettings } from './datadog/settings.js';
//{{/if}}
//{{#if monitoring.elastic}}
import { elasticSettings } from './elastic/settings.js';
//{{/if}}
//{{#if monitoring.newrelic}}
import { newrelicSettings } from './newrelic/settings.js';
//{{/if}}
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
  //{{#if monitoring.newrelic}}
  newrelic: newrelicSettings(env),
  //{{/if}}
  //{{#if monitoring.datadog}}
  datadog: datadogSettings(env),
  //{{/if}}
  //{{#if monitoring.elastic}}
  elastic: elasticSettings(env),
  //{{/if}}
});
