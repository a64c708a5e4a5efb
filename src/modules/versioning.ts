import { env } from '../facts/declare.js';
import { code, imported } from '../facts/fact.js';
import { defineModule, file, folder, perFramework, perServer, wire } from './module.js';
import { adoptedVersioning } from './versioning-adopted.js';

const versioningFolder = 'src/platform/versioning';

export const versioning = defineModule({
  id: 'versioning',
  version: 1,
  guideline: 3,
  summary: 'API versions by path, namespace, host, query or Accept header',
  main: 'scheme',
  options: {
    scheme: {
      type: 'choice',
      values: [
        { value: 'url-path', label: 'URL path', hint: '/v1/products' },
        { value: 'namespace', label: 'Namespace', hint: '/v1/..., routes per version' },
        { value: 'host', label: 'Host name', hint: 'v1.example.com' },
        { value: 'query', label: 'Query parameter', hint: '?version=v1' },
        { value: 'accept-header', label: 'Accept header', hint: 'application/json; version=v1' },
      ],
      default: 'url-path',
      ask: 'How are API versions named?',
      description: 'Where a request says its version',
    },
  },
  files: ({ options, framework, server }) => [
    folder('modules/versioning/common'),
    folder(`modules/versioning/${framework}`),
    ...(framework === 'nest' ? perServer(server, underNest(options.scheme === 'namespace')) : []),
    folder(`modules/versioning/${options.scheme}`),
    ...(options.scheme === 'namespace'
      ? perFramework(framework, {
          fastify: [folder('modules/versioning/namespace-fastify')],
          express: [folder('modules/versioning/namespace-express')],
          hono: [folder('modules/versioning/namespace-hono')],
          // It has them itself.
          nest: [],
        })
      : []),
  ],
  facts: () => [
    env('API_DEFAULT_VERSION', {
      group: 'Versioning',
      rank: 10,
      example: 'v1',
      comment: 'The version of requests that name none.',
    }),
    env('API_VERSIONS', {
      group: 'Versioning',
      rank: 20,
      example: 'v1,v2',
      comment: 'The versions that clients may ask for, between commas.',
    }),
    env('API_RETIREMENTS', {
      group: 'Versioning',
      rank: 30,
      example: '{"v1":{"deprecated":"2027-01-01","sunset":"2028-01-01","successor":"v2"}}',
      comment: 'Versions that end, as JSON; answers in them announce it.',
    }),
    env('API_MINIMUM_CLIENT', {
      group: 'Versioning',
      rank: 40,
      example: '2.0.0',
      comment: 'Clients that say to be older in X-Client-Version are answered with 426.',
    }),
  ],
  wires: ({ framework, server }) => [
    wire(
      'settings',
      40,
      code`versioning: ${imported('versioningSettings', `${versioningFolder}/settings`)}(env),`,
    ),
    wire(
      'install',
      50,
      perServer(server, {
        fastify: code`await app.register(${imported('versioning', `${versioningFolder}/plugin`)});`,
        express: code`app.use(${imported('versioning', `${versioningFolder}/middleware`)});`,
        hono: code`app.use(${imported('versioning', `${versioningFolder}/middleware`)});`,
      }),
    ),
    ...(framework === 'nest'
      ? [
          wire(
            'install',
            51,
            code`app.enableVersioning(${imported('versionRouting', `${versioningFolder}/routing`)});`,
          ),
        ]
      : []),
    // On Fastify the plugin checks the client as well.
    ...(framework === 'nest' && server === 'express'
      ? [
          wire(
            'providers',
            50,
            code`{ provide: ${imported('APP_GUARD', '@nestjs/core')}, useClass: ${imported('ClientVersionGuard', `${versioningFolder}/client-version.guard`)} },`,
          ),
        ]
      : []),
  ],
  adopted: adoptedVersioning,
});

/** What NestJS has of the server that is under it. Fastify's router asks for a version before any hook has run. */
const underNest = (namespaces: boolean) => ({
  fastify: [
    file('modules/versioning/fastify/src/platform/versioning/plugin.ts', `${versioningFolder}/plugin.ts`),
    ...(namespaces ? [] : [folder('modules/versioning/nest-fastify')]),
  ],
  express: [folder('modules/versioning/nest-express')],
  hono: [],
});
