import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
//{{#if on.versioning}}
import type { Context } from 'hono';
//{{/if}}
import { createMiddleware } from 'hono/factory';
import type { App } from '../http/app.js';
//{{#if on.versioning}}
import { absoluteUrl } from '../http/route.js';
import { apiVersions, requestVersion } from '../versioning/index.js';
//{{/if}}
import { assets, html, script } from './html.js';
import { info, type JsonObject, openapi, withProblems } from './openapi.js';
//{{#if on.versioning}}
import { pagePath, pagePolicy, versionPath } from './page.js';
import { inVersion } from './versions.js';
//{{else}}
import { pagePath, pagePolicy } from './page.js';
//{{/if}}

// Scripts and styles of the page come from the package that has them, so that nothing is loaded from elsewhere.
const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const withPolicy = createMiddleware(async (c, next) => {
  c.header('content-security-policy', pagePolicy);
  c.header('referrer-policy', 'no-referrer');
  await next();
});

/** Describes the routes that say what they are: as OpenAPI at `/openapi.json` and as a page at `/docs`. */
export function installDocs(app: App): void {
  let made: JsonObject | undefined;
  const document = (): JsonObject => {
    made ??= withProblems(JSON.parse(JSON.stringify(app.getOpenAPI31Document({ openapi, info }))));
    return made;
  };
  //{{#if on.versioning}}
  const documentIn = (version: string, c: Context) =>
    c.json(inVersion(document(), version, absoluteUrl(c).origin));
  app.get('/openapi.json', (c) => documentIn(requestVersion(c), c));
  for (const version of apiVersions()) {
    app.get(versionPath(version), (c) => documentIn(version, c));
  }
  //{{else}}
  app.get('/openapi.json', (c) => c.json(document()));
  //{{/if}}

  app.use(`${pagePath}/*`, withPolicy);
  app.get(pagePath, (c) => c.html(html));
  app.get(`${pagePath}/start.js`, (c) =>
    c.body(script, 200, { 'content-type': 'text/javascript' }),
  );
  for (const file of assets) {
    app.get(`${pagePath}/${file}`, serveStatic({ path: join(folder, file) }));
  }
}
