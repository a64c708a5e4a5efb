import type { Context } from 'hono';
import { settings } from '../../settings/index.js';
import type { AppEnv } from './app.js';

const hops = settings.server.trustProxy;

/** The address of the client: as many proxies as stand in front are believed, nobody else. */
export function clientAddress(c: Context<AppEnv>): string {
  const peer = c.env.incoming?.socket.remoteAddress ?? '';
  if (hops === 0) return peer;
  const chain = [...listOf(c.req.header('x-forwarded-for')), peer];
  return chain.at(-1 - hops) ?? chain[0] ?? peer;
}

/** The host that the client asked, with its port. */
export function forwardedHost(c: Context): string {
  return lastForwarded(c, 'x-forwarded-host') ?? c.req.header('host') ?? new URL(c.req.url).host;
}

/** The protocol that the client speaks, to the proxy where one is. */
export function forwardedProtocol(c: Context): string {
  return lastForwarded(c, 'x-forwarded-proto') ?? new URL(c.req.url).protocol.slice(0, -1);
}

/** What the proxy next to us says. */
function lastForwarded(c: Context, name: string): string | undefined {
  return hops === 0 ? undefined : listOf(c.req.header(name)).at(-1);
}

function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
