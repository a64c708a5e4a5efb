//{{#if on.versioning}}
import { documents, pagePath } from './page.js';
//{{else}}
import { pagePath } from './page.js';
//{{/if}}

/** The files of Swagger UI that the page loads. */
export const assets = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-32x32.png',
] as const;

/** The page, which is Swagger UI. */
export const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>API documentation</title>
    <link rel="stylesheet" href="${pagePath}/swagger-ui.css">
    <link rel="icon" href="${pagePath}/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${pagePath}/swagger-ui-bundle.js"></script>
    <script src="${pagePath}/swagger-ui-standalone-preset.js"></script>
    <script src="${pagePath}/start.js"></script>
  </body>
</html>
`;

//{{#if on.versioning}}
const source = { urls: documents };
//{{else}}
const source = { url: '/openapi.json' };
//{{/if}}

/** What starts the page: the policy allows no scripts inside of it. */
export const script = `SwaggerUIBundle({
  ...${JSON.stringify(source)},
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
});
`;
