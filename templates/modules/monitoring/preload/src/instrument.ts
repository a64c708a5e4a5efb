/** Loads before everything else (`node --import`), so that vendors see every module come in. */
import { settings } from './settings/index.js';

//{{{wires "instrument"}}}
