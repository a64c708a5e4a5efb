type IsFirst = (fingerprint: string, windowSeconds: number) => Promise<boolean>;

/** Whether an alert is the first of its window. Processes count for themselves: there is nothing that they share. */
export const isFirstOfAll: IsFirst = () => Promise.resolve(true);
