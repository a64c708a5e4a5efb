import { type Code, code, imported } from '../facts/fact.js';
import { type AdoptedContext, adopted } from './adopted.js';
import { hostEnv } from './host-env.js';
import { folder, type Wire, wire } from './module.js';
import { putOn } from './platform.js';

const home = 'src/platform/versioning';

/** Whether addresses that name a version are led to the routes that know none. */
const rewrites = ({ host, options }: AdoptedContext): boolean =>
  (options.scheme === 'url-path' || options.scheme === 'namespace') && host.versioning === null;

const onNestWithFastify = ({ host }: AdoptedContext): boolean =>
  host.framework === 'nest' && host.nestPlatform === 'fastify';

/** Where the routes are found before middleware runs, the app itself has to read the version. */
function readerWires(context: AdoptedContext): readonly Wire[] {
  const reader = (file: string): Code => code`${imported('readVersionFromPath', `${home}/${file}`)}(app);`;
  if (!rewrites(context)) return [];
  if (context.host.framework === 'hono') return [wire('install', 45, reader('middleware'))];
  return onNestWithFastify(context) ? [wire('install', 45, reader('server'))] : [];
}

function notesOf(context: AdoptedContext): readonly string[] {
  const { host, options } = context;
  const framework = { express: 'Express', fastify: 'Fastify', nest: 'NestJS', hono: 'Hono', koa: 'Koa' }[
    host.framework
  ];
  if (host.versioning === 'nest') {
    return [
      'NestJS versions this API already (enableVersioning), and its decorators stay the way to do it: this module reads the version, announces what ends and refuses old clients. Choose the scheme that enableVersioning has.',
    ];
  }
  if (host.versioning === 'path') {
    return [
      'Routes under /v1 and the like stay as they are; a version is refused only once API_VERSIONS names those that there are.',
    ];
  }
  return [
    'Addresses without a version stay what they were: the default version. versionOf(request) says which one a request asks for.',
    ...(options.scheme === 'query'
      ? [
          'A query parameter `version` means the API version from now on, and an unknown one is answered with 404; look whether a route reads one of that name.',
        ]
      : []),
    ...(rewrites(context) && (host.framework === 'fastify' || onNestWithFastify(context))
      ? [
          `${framework} chooses a route before any hook runs, so a request for /v1/... passes the hooks of the whole app twice.`,
        ]
      : []),
  ];
}

/** Versions for an API that has none yet, or that has its own: no client notices until it asks for one. */
export const adoptedVersioning = adopted({
  requires: () => [
    { id: 'platform', because: 'requests are followed there' },
    { id: 'settings', because: 'which versions there are is a setting' },
  ],
  files: (context) => {
    const { host, options } = context;
    const scheme = options.scheme === 'namespace' ? 'url-path' : String(options.scheme);
    return [
      folder('adopted/versioning/common'),
      folder(`adopted/versioning/${host.framework}`),
      folder(`adopted/versioning/${scheme}`),
      ...(rewrites(context) && onNestWithFastify(context)
        ? [folder('adopted/versioning/nest-fastify-path')]
        : []),
    ];
  },
  facts: ({ host }) => [
    hostEnv(host, 'API_DEFAULT_VERSION', {
      group: 'Versioning',
      rank: 10,
      example: 'v1',
      comment: 'The version of requests that name none.',
    }),
    hostEnv(host, 'API_VERSIONS', {
      group: 'Versioning',
      rank: 20,
      example: 'v1,v2',
      comment: 'The versions that clients may ask for, between commas.',
    }),
    hostEnv(host, 'API_RETIREMENTS', {
      group: 'Versioning',
      rank: 30,
      example: '{"v1":{"deprecated":"2027-01-01","sunset":"2028-01-01","successor":"v2"}}',
      comment: 'Versions that end, as JSON; answers in them announce it.',
    }),
    hostEnv(host, 'API_MINIMUM_CLIENT', {
      group: 'Versioning',
      rank: 40,
      example: '2.0.0',
      comment: 'Clients that say to be older in X-Client-Version are answered with 426.',
    }),
  ],
  wires: (context) => [
    ...readerWires(context),
    wire('install', 50, putOn(context.host.framework, 'versioning', home)),
  ],
  notes: notesOf,
});
