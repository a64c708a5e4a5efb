import { type Adoption, moduleInHost } from './adopted.js';
import { alerts } from './alerts.js';
import { app } from './app.js';
import { cache } from './cache.js';
import { cacheBusting } from './cache-busting.js';
import { ci } from './ci.js';
import { database } from './database.js';
import { docker } from './docker.js';
import { docs } from './docs.js';
import { errors } from './errors.js';
import { example } from './example.js';
import { health } from './health.js';
import { logging } from './logging.js';
import { mail } from './mail.js';
import type { Module } from './module.js';
import { monitoring } from './monitoring.js';
import { platform } from './platform.js';
import { queue } from './queue.js';
import { redis } from './redis.js';
import { secrets } from './secrets.js';
import { settings } from './settings.js';
import { testing } from './testing.js';
import { versioning } from './versioning.js';

/** Every module, in the canonical order: of `backend.json`, of prompts, of `backend list`. */
export const modules: readonly Module[] = [
  app,
  platform,
  settings,
  logging,
  errors,
  database,
  health,
  docs,
  versioning,
  redis,
  mail,
  queue,
  cache,
  cacheBusting,
  monitoring,
  alerts,
  secrets,
  testing,
  docker,
  ci,
  example,
];

const registries = new WeakMap<Adoption, readonly Module[]>();

/** The modules that go into a backend, as they are in it: all of them in one that create-backend makes. */
export function modulesFor(adoption: Adoption | null): readonly Module[] {
  if (adoption === null) return modules;
  const known = registries.get(adoption) ?? modules.flatMap((module) => moduleInHost(module, adoption) ?? []);
  registries.set(adoption, known);
  return known;
}

/** The module that a word names, by its id or an alias. */
export function moduleOf(word: string, among: readonly Module[] = modules): Module | undefined {
  return among.find(({ id, aliases }) => id === word || aliases.includes(word));
}
