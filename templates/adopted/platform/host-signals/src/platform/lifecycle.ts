let draining = false;
let listening = false;

/** Whether the process is on its way out and wants no new work. */
export function isDraining(): boolean {
  return draining;
}

/** Says that the process is on its way out. */
export function beginDraining(): void {
  draining = true;
}

/** Turns readiness to 503 when a signal asks the process to end. What ends it is the application's own handler. */
export function drainOnSignals(): void {
  if (listening) return;
  listening = true;
  process.on('SIGTERM', beginDraining);
  process.on('SIGINT', beginDraining);
}
