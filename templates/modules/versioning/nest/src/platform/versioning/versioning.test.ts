import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAppClient, type TestClient } from '../../../test/client.js';
import { inVersion } from '../../../test/version-request.js';
import { currentContext } from '../logging/context.js';
import { ApiVersion, ForVersions } from './index.js';
import { place, refusalStatus } from './scheme.js';

vi.hoisted(() => {
  vi.stubEnv('API_VERSIONS', 'v1,v2,v3');
  vi.stubEnv('API_RETIREMENTS', '{"v1":{"deprecated":"2027-01-01","successor":"v2"}}');
  vi.stubEnv('API_MINIMUM_CLIENT', '2.0.0');
});

@Controller()
class VersionedController {
  @Get('which')
  which(@ApiVersion() version: string) {
    return { version, logged: currentContext()?.version };
  }

  @Get('several')
  @ForVersions('v1')
  first() {
    return 'one';
  }

  @Get('several')
  @ForVersions('v2')
  second() {
    return 'two';
  }
}

describe('versioning', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await createAppClient((controllers) => controllers.push(VersionedController));
  });
  afterAll(() => client.close());

  it('answers in the default version when none is given', async () => {
    const answer = await client.get('/which');
    expect(answer.json()).toEqual({ version: 'v1', logged: 'v1' });
    expect((await client.get('/several')).text).toBe('one');
  });

  it('answers in the version that is asked for, and logs it', async () => {
    const answer = await client.get(...inVersion('v2', '/which'));
    expect(answer.json()).toEqual({ version: 'v2', logged: 'v2' });
  });

  it('refuses a version that is not there, and lists those that are', async () => {
    const answer = await client.get(...inVersion('v9', '/which'));
    expect(answer.status).toBe(refusalStatus);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const detail = `Invalid version in ${place}. The versions are: v1, v2, v3.`;
    expect(answer.json()).toMatchObject({ status: refusalStatus, detail });
  });

  it('passes a request on to the handler of its version', async () => {
    const texts = ['v1', 'v2'].map(async (version) => {
      const { text } = await client.get(...inVersion(version, '/several'));
      return text;
    });
    expect(await Promise.all(texts)).toEqual(['one', 'two']);
    expect((await client.get(...inVersion('v3', '/several'))).status).toBe(404);
  });

  it('announces that a version ends, in that version alone', async () => {
    const [old, current] = await Promise.all(
      ['v1', 'v2'].map((version) => client.get(...inVersion(version, '/which'))),
    );
    expect(old?.headers.deprecation).toBe('@1798761600');
    expect(old?.headers.link).toContain('rel="successor-version"');
    expect(current?.headers.deprecation).toBeUndefined();
  });

  it('refuses a client that is too old', async () => {
    const headers = { 'x-client-version': '1.9.0' };
    const answer = await client.get('/which', { headers });
    expect(answer.status).toBe(426);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('2.0.0') });
  });
  //{{#if versioning.acceptHeader}}

  it('says that the answer depends on the Accept header', async () => {
    const { headers } = await client.get('/which');
    expect(headers.vary).toContain('Accept');
  });
  //{{/if}}
});
