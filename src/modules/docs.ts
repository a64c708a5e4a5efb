import { dependency, devDependency } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, folder, type OptionValue, perFramework, wire } from './module.js';

export const docs = defineModule({
  id: 'docs',
  version: 1,
  guideline: 1,
  summary: 'OpenAPI 3.1 and a documentation page that needs no CDN',
  files: ({ framework, has, option }) => [
    folder('modules/docs/common'),
    folder(`modules/docs/${framework}`),
    ...(has('versioning')
      ? [
          folder('modules/docs/versioned'),
          folder(`modules/docs/${addressOf(framework, option('versioning', 'scheme'))}`),
        ]
      : []),
    ...(has('example')
      ? perFramework(framework, {
          fastify: [],
          express: [folder('modules/docs/example-express')],
          hono: [],
          nest: [],
        })
      : []),
  ],
  facts: ({ framework, server }) =>
    perFramework(framework, {
      fastify: [
        dependency('@fastify/swagger'),
        dependency('@fastify/swagger-ui'),
        dependency('fastify-plugin'),
      ],
      express: [dependency('swagger-ui-express'), devDependency('@types/swagger-ui-express')],
      hono: [dependency('swagger-ui-dist')],
      nest: [dependency('@nestjs/swagger'), ...(server === 'fastify' ? [dependency('@fastify/static')] : [])],
    }),
  wires: ({ framework }) => [
    perFramework(framework, {
      fastify: wire(
        'install',
        70,
        code`await app.register(${imported('docs', 'src/platform/docs/plugin')});`,
      ),
      express: wire('install', 70, code`app.use(${imported('docsRoutes', 'src/platform/docs/routes')});`),
      hono: wire('install', 70, code`${imported('installDocs', 'src/platform/docs/routes')}(app);`),
      nest: wire('install', 70, code`${imported('installDocs', 'src/platform/docs/setup')}(app);`),
    }),
  ],
});

/**
 * The folder that says where clients find a version. Express' documents name the routes without their namespaces, so
 * that a version is the address of a server there.
 */
const addressOf = (framework: string, scheme: OptionValue | undefined): string =>
  scheme === 'namespace'
    ? perFramework(framework, {
        fastify: 'namespace',
        express: 'url-path',
        hono: 'namespace',
        nest: 'namespace',
      })
    : String(scheme);
