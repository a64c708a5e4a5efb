import type { Express } from 'express';

/** The application. */
export type App = Express;
