/** Lets the tracer see ES modules come in; it has no types, and nothing to call. */
declare module 'dd-trace/register.js';
