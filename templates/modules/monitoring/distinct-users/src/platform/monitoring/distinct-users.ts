const millisecondsOfDay = 86_400_000;

/** More users than this are no longer told apart, so that memory stays bounded. */
const maximumPerEvent = 100_000;

/** The distinct users of each event since midnight UTC. */
export class DistinctUsers {
  readonly #users = new Map<string, Set<string>>();
  #day = 0;

  add(event: string, userId: string): void {
    this.#startDay();
    const users = this.#users.get(event);
    if (users === undefined) this.#users.set(event, new Set([userId]));
    else if (users.size < maximumPerEvent) users.add(userId);
  }

  counts(): ReadonlyMap<string, number> {
    this.#startDay();
    return new Map([...this.#users].map(([event, users]) => [event, users.size]));
  }

  #startDay(): void {
    const day = Math.floor(Date.now() / millisecondsOfDay);
    if (day === this.#day) return;
    this.#day = day;
    this.#users.clear();
  }
}
