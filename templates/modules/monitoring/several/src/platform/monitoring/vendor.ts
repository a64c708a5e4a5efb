import { everyVendor } from './every-vendor.js';
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
});
