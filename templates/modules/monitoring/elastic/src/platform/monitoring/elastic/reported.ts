interface WithLabels {
  readonly context?: { readonly tags?: Readonly<Record<string, unknown>> };
}

/**
 * Drops the errors that the agent takes from the framework itself: it would tell those that are reported a second
 * time, and those that are the client's own too.
 */
export function onlyReported<Payload extends WithLabels>(payload: Payload): Payload | false {
  return payload.context?.tags?.kind === undefined ? false : payload;
}
