import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The application. */
export type App = NestFastifyApplication;
