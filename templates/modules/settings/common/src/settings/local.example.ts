import type { Settings } from './base.js';

/** Copy this file to `local.ts` for settings of your own machine: git ignores it, and only development loads it. */
export function localSettings(settings: Settings): Settings {
  return { ...settings, logging: { ...settings.logging, level: 'trace' } };
}
