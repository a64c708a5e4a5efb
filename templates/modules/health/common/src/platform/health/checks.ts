/** What must answer before the process takes requests, by name. */
export const readinessChecks: Readonly<Record<string, () => Promise<void>>> = {
  //{{{wires "check"}}}
};
