/** Lets the agent see ES modules come in; it has no types, and nothing to call. */
declare module 'newrelic/esm-loader.mjs';
//{{#if (or app.nest app.nestFastify)}}

/** What the agent wraps, by package. */
declare module 'newrelic/lib/subscriber-configs.js' {
  const subscribers: Readonly<Record<string, readonly object[]>>;
  export default subscribers;
}
//{{/if}}
