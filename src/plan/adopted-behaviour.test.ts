import { describe, expect, it } from 'vitest';
import { load } from '../../fixtures/hosts/load.js';
import type { Host } from '../project/host.js';

interface Settings {
  readonly defaultVersion: string;
  readonly allowedVersions: readonly string[];
  readonly retirements: Readonly<Record<string, unknown>>;
  readonly minimumClient: string | undefined;
}

interface Decisions {
  decideVersion(
    request: object,
    settings: Settings,
  ): {
    readonly version: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly refusal: { readonly status: number; readonly detail: string } | undefined;
  };
}

const settings: Settings = {
  defaultVersion: 'v1',
  allowedVersions: ['v2'],
  retirements: { v1: { deprecated: new Date('2027-01-01'), successor: 'v2' } },
  minimumClient: undefined,
};
const request = { url: '/products?page=2', host: 'example.com', accept: undefined, clientVersion: undefined };

/** What a scheme makes of requests that name no version, v2 and v9; and where it says that v2 is. */
async function decisionsOf(scheme: string, ask: (version: string) => object, other: Partial<Host> = {}) {
  const path = 'src/platform/versioning/decision.ts';
  const { decideVersion } = await load<Decisions>(path, { versioning: { scheme } }, other);
  const decide = (of: object) => decideVersion({ ...request, ...of }, settings);
  return {
    none: decide({}).version,
    second: decide(ask('v2')).version,
    refusal: decide(ask('v9')).refusal?.status,
    link: decide({}).headers.link,
    decide,
    decideVersion,
  };
}

describe('the versions of an adopted backend', () => {
  it('are read from the path', async () => {
    expect(await decisionsOf('url-path', (version) => ({ url: `/${version}/products` }))).toMatchObject({
      none: 'v1',
      second: 'v2',
      refusal: 404,
      link: '</v2/products?page=2>; rel="successor-version"',
    });
  });

  it('are read behind a prefix of all routes', async () => {
    const prefixed = { globalPrefix: 'api' };
    const decisions = await decisionsOf(
      'url-path',
      (version) => ({ url: `/api/${version}/products` }),
      prefixed,
    );
    expect(decisions).toMatchObject({ none: 'v1', second: 'v2', refusal: 404 });
    expect(decisions.decide({ url: '/v9/products' }).refusal).toBeUndefined();
  });

  it('are read from the host name', async () => {
    expect(await decisionsOf('host', (version) => ({ host: `${version}.example.com` }))).toMatchObject({
      none: 'v1',
      second: 'v2',
      refusal: 404,
      link: '<//v2.example.com/products?page=2>; rel="successor-version"',
    });
  });

  it('are read from the query', async () => {
    expect(await decisionsOf('query', (version) => ({ url: `/products?version=${version}` }))).toMatchObject({
      none: 'v1',
      second: 'v2',
      refusal: 404,
      link: '</products?page=2&version=v2>; rel="successor-version"',
    });
  });

  it('are read from the most preferred media type, and refused with 406', async () => {
    const decisions = await decisionsOf('accept-header', (version) => ({
      accept: `text/html, application/json; version=${version}`,
    }));
    expect(decisions).toMatchObject({ none: 'v1', second: 'v2', refusal: 406 });
    const accept = 'application/json; version=v9; q=0.1, application/json; version="v2"';
    expect(decisions.decide({ accept }).version).toBe('v2');
  });

  it('are refused only by name where the routes have versions of their own', async () => {
    const { decide, decideVersion } = await decisionsOf(
      'url-path',
      (version) => ({ url: `/api/${version}/x` }),
      { versioning: 'path' },
    );
    const seventh = { ...request, url: '/api/v7/products' };
    expect(decideVersion(seventh, { ...settings, allowedVersions: [] })).toMatchObject({
      version: 'v7',
      refusal: undefined,
    });
    expect(decide({ url: '/api/v7/products' }).refusal?.status).toBe(404);
  });

  it('refuse clients that are too old with 426', async () => {
    const { decideVersion } = await decisionsOf('query', () => ({}));
    const refusal = (clientVersion: string) =>
      decideVersion({ ...request, clientVersion }, { ...settings, minimumClient: '2.1' }).refusal?.status;
    expect([refusal('2.0.9'), refusal('2.1'), refusal('10.0'), refusal('1')]).toEqual([
      426,
      undefined,
      undefined,
      426,
    ]);
  });

  it('leave addresses as the routes declare them', async () => {
    interface Scheme {
      withoutVersion(url: string): string;
    }
    const path = 'src/platform/versioning/scheme.ts';
    const { withoutVersion } = await load<Scheme>(path, { versioning: {} });
    expect(['/v1/a?b=/v1', '/v2', '/v1?a', '/v10', '/v1x/a', '/a/v1', '/'].map(withoutVersion)).toEqual([
      '/a?b=/v1',
      '/',
      '/?a',
      '/',
      '/v1x/a',
      '/a/v1',
      '/',
    ]);
    const prefixed = await load<Scheme>(path, { versioning: {} }, { globalPrefix: 'api' });
    expect(['/api/v1/a', '/api/v1', '/v1/api/a'].map(prefixed.withoutVersion)).toEqual([
      '/api/a',
      '/api',
      '/v1/api/a',
    ]);
  });
});

describe('the error reports of an adopted backend', () => {
  it('count as a fault what carries no status below 500', async () => {
    const { isUnexpected } = await load<{ isUnexpected(error: unknown): boolean }>(
      'src/platform/errors/report.ts',
      { alerts: {} },
    );
    const errors = [new Error('a'), 'text', null, { statusCode: 503 }, { status: 404 }, { statusCode: 418 }];
    expect(errors.map(isUnexpected)).toEqual([true, true, true, true, false, false]);
  });

  it('star secrets in texts and addresses', async () => {
    interface Mask {
      maskUrl(url: string): string;
      starSecrets(text: string): string;
    }
    const { maskUrl, starSecrets } = await load<Mask>('src/platform/errors/mask.ts', { alerts: {} });
    expect(maskUrl('/a?page=1&access_token=abc')).toBe('/a?page=1&access_token=********');
    expect(starSecrets('no postgres://me:secret@db/x, password: hunter22')).toBe(
      'no postgres://me:********@db/x, password: ********',
    );
  });

  it('mail the first of equal errors, and once how many came again', async () => {
    const { mails, alerter } = await startAlerts(async () => {});
    await Promise.all(Array.from({ length: 1_000 }, () => alerter.add(alert)));
    expect(mails).toEqual(['boom']);
    await alerter.stop(1_000);
    expect(mails).toEqual(['boom', '999 more of the same']);
  });

  it('never fail, and send later what a mail server did not take', async () => {
    let isDown = true;
    const refused = Object.assign(new Error('connection refused'), { stack: 'smtp' });
    const { mails, alerter } = await startAlerts(async () => {
      if (isDown) throw refused;
    });
    await alerter.add(alert);
    expect(mails).toEqual([]);
    isDown = false;
    await alerter.stop(1_000);
    expect(mails).toEqual(['boom']);
  });
});

const alert = { fingerprint: 'a', title: 'boom', text: () => 'stack' };

interface Alerts {
  startAlerter(options: object): { add(of: object): Promise<void>; stop(timeoutMs: number): Promise<void> };
}

/** An alerter whose mails go to a list, if `deliver` lets them. */
async function startAlerts(deliver: () => Promise<void>) {
  const mails: string[] = [];
  const { startAlerter } = await load<Alerts>('src/platform/alerts/alerter.ts', { alerts: {} });
  const { alertWindows } = await load<{ alertWindows(seconds: number): object }>(
    'src/platform/alerts/windows.ts',
    { alerts: {} },
  );
  const send = async ({ subject }: { readonly subject: string }): Promise<void> => {
    await deliver();
    mails.push(subject);
  };
  const options = { windows: alertWindows(600), recipients: ['ops@example.com'], subjectPrefix: '' };
  return { mails, alerter: startAlerter({ ...options, send, tickMs: 60_000 }) };
}
