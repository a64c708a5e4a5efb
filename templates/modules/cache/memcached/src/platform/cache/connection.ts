import { Client, Server } from 'memjs';
import { settings } from '../../settings/index.js';

/** The servers that share the keys among them, and how this process is connected to them. */
export class MemcachedConnection {
  readonly #urls: readonly URL[];
  #client: Client | undefined;

  constructor(urls: readonly URL[] = settings.cache.servers) {
    this.#urls = urls;
  }

  /** The client, connected at its first command. */
  client(): Client {
    this.#client ??= new Client(this.#urls.map(serverOf), {
      // Another server for the keys of one that is away would answer with what was busted, once that one is back.
      failover: false,
      retries: 1,
      // Who asks the cache is told, and logs it once an outage.
      logger: { log: () => {} },
    });
    return this.#client;
  }

  /** Throws when one of the servers doesn't answer. */
  async ping(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      let silent = this.#urls.length;
      this.client().stats((error) => {
        silent -= 1;
        if (error !== null) reject(error);
        else if (silent === 0) resolve();
      });
    });
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }
}

const timeouts = { timeout: 1, conntimeout: 1 };

function serverOf({ hostname, port, username, password }: URL): Server {
  return new Server(
    hostname.replace(/^\[|\]$/g, ''),
    port === '' ? 11_211 : Number(port),
    decodeURIComponent(username),
    decodeURIComponent(password),
    { ...timeouts },
  );
}
