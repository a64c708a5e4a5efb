import { startupDone } from '../startup.js';

/** What must answer before the process takes requests, by name. */
export const readinessChecks: Readonly<Record<string, () => Promise<void>>> = {
  startup: startupDone,
  //{{{wires "check"}}}
};
