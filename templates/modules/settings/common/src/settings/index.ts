import { SettingsError } from './errors.js';
import { applyLocal, freeze, loadDotenv, readSettings } from './load.js';

export type { Settings } from './base.js';

loadDotenv(process.env.APP_ENV ?? process.env.NODE_ENV);

/** The settings of this process, read once. A process whose settings aren't complete ends here, with one message. */
export const settings = await start();

async function start() {
  try {
    return freeze(await applyLocal(readSettings(process.env), import.meta.url));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
