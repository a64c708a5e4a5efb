import type { NestExpressApplication } from '@nestjs/platform-express';

/** The application. */
export type App = NestExpressApplication;
