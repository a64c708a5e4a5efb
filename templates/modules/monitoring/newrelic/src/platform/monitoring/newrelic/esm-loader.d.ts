/** Lets the agent see ES modules come in; it has no types, and nothing to call. */
declare module 'newrelic/esm-loader.mjs';
