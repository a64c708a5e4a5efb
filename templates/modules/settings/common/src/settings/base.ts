import type { Env } from './env.js';

/** What all environments share. The files beside this one say what differs in theirs. */
export const baseSettings = (env: Env) => ({
  environment: env.environment,
  isProduction: env.environment === 'production',
  //{{{wires "settings"}}}
});

export type Settings = ReturnType<typeof baseSettings>;
