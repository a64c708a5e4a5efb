import type { Server } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Settings } from '../../settings/index.js';
import { SETTINGS } from '../../settings/settings.module.js';

/** While the server closes, lets open requests finish within `settings.server.shutdownTimeoutMs`. */
@Injectable()
export class ConnectionDrain implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #host: HttpAdapterHost;
  readonly #timeoutMs: number;
  #limit: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#host = host;
    this.#timeoutMs = settings.server.shutdownTimeoutMs;
  }

  beforeApplicationShutdown(): void {
    const server: Server = this.#host.httpAdapter.getHttpServer();
    this.#limit = setTimeout(() => server.closeAllConnections(), this.#timeoutMs);
    // A connection that is kept alive becomes idle only when its last answer is out.
    this.#idle = setInterval(() => server.closeIdleConnections(), 50);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.#limit);
    clearInterval(this.#idle);
  }
}
