import { createHash } from 'node:crypto';
import { maskUrl } from '../logging/mask.js';
import type { Alert } from './alert.js';
import { oneLine, table } from './texts.js';

/** A request that was answered with 404 although a page links there. */
export interface BrokenLink {
  /** Path and query. */
  readonly url: string;
  /** The host that was asked, with its port. */
  readonly host: string;
  readonly referer: string;
  readonly userAgent: string | undefined;
  readonly ip: string | undefined;
}

export interface LinkRules {
  /** Other origins whose pages are ours, such as the front end's. */
  readonly origins: readonly string[];
  /** Paths that nobody cares for. */
  readonly ignorable: readonly RegExp[];
}

/** Whether the link stands on a page of ours, so that somebody can mend it. */
export function isWorthAMail({ url, host, referer }: BrokenLink, rules: LinkRules): boolean {
  if (!URL.canParse(referer)) return false;
  const page = new URL(referer);
  if (page.host !== host && !rules.origins.includes(page.origin)) return false;
  if (rules.ignorable.some((pattern) => pattern.test(url))) return false;
  if (page.host !== host) return true;
  // A page that links to itself, with or without a slash at the end, is a bot or a redirect, not a page.
  const path = `${page.pathname}${page.search}`;
  return path !== url && `${path}/` !== url;
}

/** The alert about a broken link; links from one page to one path are the same. */
export function brokenLinkAlert(link: BrokenLink): Alert {
  const path = link.url.split('?', 1)[0] ?? '';
  const page = link.referer.split('?', 1)[0] ?? '';
  return {
    fingerprint: createHash('sha256').update(`link\n${page}\n${path}`).digest('hex'),
    audience: 'managers',
    title: oneLine(`Broken INTERNAL link on ${link.host}: ${path}`),
    text: () =>
      table({
        Referrer: maskUrl(oneLine(link.referer)),
        Requested: maskUrl(oneLine(link.url)),
        'User agent': link.userAgent === undefined ? undefined : oneLine(link.userAgent),
        'IP address': link.ip,
      }),
  };
}
