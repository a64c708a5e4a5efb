/** Loads before everything else (`node --import`), so that the vendor sees every module come in. */
import { loadSentry } from './platform/monitoring/sentry-sdk.js';
import { settings } from './settings/index.js';

await loadSentry(settings.monitoring, settings.environment);
