//{{#if monitoring.datadog}}
import { datadog } from './datadog/vendor.js';
//{{/if}}
//{{#if monitoring.elastic}}
import { elastic } from './elastic/vendor.js';
//{{/if}}
import { everyVendor } from './every-vendor.js';
//{{#if monitoring.newrelic}}
import { newrelic } from './newrelic/vendor.js';
//{{/if}}
//{{#if monitoring.prometheus}}
import { prometheus } from './prometheus/vendor.js';
//{{/if}}
//{{#if monitoring.sentry}}
import { sentry } from './sentry/vendor.js';
//{{/if}}

/** What is measured goes to each of them. */
export const vendor = everyVendor({
  //{{#if monitoring.prometheus}}
  prometheus,
  //{{/if}}
  //{{#if monitoring.sentry}}
  sentry,
  //{{/if}}
  //{{#if monitoring.newrelic}}
  newrelic,
  //{{/if}}
  //{{#if monitoring.datadog}}
  datadog,
  //{{/if}}
  //{{#if monitoring.elastic}}
  elastic,
  //{{/if}}
});
