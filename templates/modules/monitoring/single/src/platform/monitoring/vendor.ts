//{{#if monitoring.prometheus}}
export { prometheus as vendor } from './prometheus/vendor.js';
//{{/if}}
//{{#if monitoring.sentry}}
export { sentry as vendor } from './sentry/vendor.js';
//{{/if}}
