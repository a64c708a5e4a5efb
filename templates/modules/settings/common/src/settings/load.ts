import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { config } from 'dotenv';
import { z } from 'zod';
import type { Settings } from './base.js';
import { developmentSettings } from './development.js';
import { createEnv, type Env, type Environment } from './env.js';
import { SettingsError } from './errors.js';
import { productionSettings } from './production.js';
import type { Problems, Variables } from './reader.js';
import { stagingSettings } from './staging.js';
import { testSettings } from './test.js';

const files: Readonly<Record<Environment, (env: Env) => Settings>> = {
  development: developmentSettings,
  test: testSettings,
  staging: stagingSettings,
  production: productionSettings,
};

const localModule = z.object({ localSettings: z.custom<(settings: Settings) => Settings>() });

/**
 * Reads `.env` in development and `.env.test` in tests, so that tests never touch a developer's database. What the
 * real environment says stays.
 */
export function loadDotenv(name: string | undefined, folder = process.cwd()): void {
  if (name === undefined || name === 'development')
    config({ path: join(folder, '.env'), quiet: true });
  if (name === 'test') config({ path: join(folder, '.env.test'), quiet: true });
}

/** The settings that `variables` describe. Throws a SettingsError that names everything missing or invalid. */
export function readSettings(variables: Variables): Settings {
  const problems: Problems = { missing: new Set(), invalid: new Map() };
  const env = createEnv(variables, problems);
  const settings = files[env.environment](env);
  if (problems.missing.size + problems.invalid.size > 0) throw new SettingsError(problems);
  return settings;
}

/** Applies the developer's own `local.ts`, or `local.js` beside compiled code, when there is one. */
export async function applyLocal(settings: Settings, folder: string | URL): Promise<Settings> {
  const file = ['local.ts', 'local.js']
    .map((name) => new URL(name, folder))
    .find((candidate) => existsSync(candidate));
  if (file === undefined || settings.environment !== 'development') return settings;
  return localModule.parse(await import(file.href)).localSettings(settings);
}

/** Freezes settings with everything in them. */
export function freeze<T>(value: T): T {
  if (Array.isArray(value) || isPlain(value)) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}

function isPlain(value: unknown): value is object {
  return (
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  );
}
