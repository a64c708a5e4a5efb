//{{#if monitoring.datadog}}
export { datadog as vendor } from './datadog/vendor.js';
//{{/if}}
//{{#if monitoring.elastic}}
export { elastic as vendor } from './elastic/vendor.js';
//{{/if}}
//{{#if monitoring.newrelic}}
export { newrelic as vendor } from './newrelic/vendor.js';
//{{/if}}
//{{#if monitoring.prometheus}}
export { prometheus as vendor } from './prometheus/vendor.js';
//{{/if}}
//{{#if monitoring.sentry}}
export { sentry as vendor } from './sentry/vendor.js';
//{{/if}}
