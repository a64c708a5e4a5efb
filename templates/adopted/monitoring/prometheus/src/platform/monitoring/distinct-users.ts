const millisecondsOfDay = 86_400_000;

/** More users than this are no longer told apart, so that memory stays bounded. */
const maximumPerEvent = 100_000;

const users = new Map<string, Set<string>>();
let day = 0;

/** Counts a user among the distinct ones of an event since midnight UTC. */
export function countUser(event: string, userId: string): void {
  startDay();
  const known = users.get(event);
  if (known === undefined) {
    users.set(event, new Set([userId]));
  } else if (known.size < maximumPerEvent) {
    known.add(userId);
  }
}

/** How many distinct users each event has. */
export function distinctUsers(): ReadonlyMap<string, number> {
  startDay();
  const counts = new Map<string, number>();
  users.forEach((known, event) => {
    counts.set(event, known.size);
  });
  return counts;
}

function startDay(): void {
  const today = Math.floor(Date.now() / millisecondsOfDay);
  if (today === day) {
    return;
  }
  day = today;
  users.clear();
}
