import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppClient, type TestClient } from '../../../test/client.js';
import { type JsonObject, objectOf } from './openapi.js';
//{{#if on.versioning}}
import { documents } from './page.js';
//{{/if}}

describe('the documentation', () => {
  let client: TestClient;

  beforeAll(async () => {
    client = await createAppClient();
  });
  afterAll(() => client.close());

  it('is an OpenAPI 3.1 document that knows how errors look', async () => {
    const answer = await client.get('/openapi.json');
    expect(answer.status).toBe(200);
    const { openapi, components } = answer.json<JsonObject>();
    expect(openapi).toBe('3.1.0');
    expect(objectOf(objectOf(components).schemas).Problem).toBeDefined();
  });
  //{{#if on.versioning}}

  it('is there for each version', async () => {
    for (const { name, url } of documents) {
      const answer = await client.get(url);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(name);
    }
  });
  //{{/if}}
  //{{#if on.example}}

  it('describes the routes by the schemas that they check', async () => {
    const { paths } = (await client.get('/openapi.json')).json<JsonObject>();
    const [, product] = Object.entries(objectOf(paths)).find(([path]) =>
      path.endsWith('/products/{id}'),
    ) ?? ['', {}];
    const { get, put, patch, delete: remove } = objectOf(product);
    for (const operation of [get, put, patch, remove]) expect(operation).toBeDefined();
    expect(JSON.stringify(put)).toContain('"maxLength":200');
    expect(JSON.stringify(get)).toContain('application/problem+json');
  });
  //{{/if}}

  it('is a page that loads nothing from elsewhere', async () => {
    const page = await client.get('/docs/');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(loaded.length).toBeGreaterThan(2);
    for (const url of loaded) {
      const { origin, pathname } = new URL(url, 'http://localhost/docs/');
      expect(origin).toBe('http://localhost');
      expect((await client.get(pathname)).status).toBe(200);
    }
  });
});
