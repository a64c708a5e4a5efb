import { code, imported } from '../facts/fact.js';
import { adopted } from './adopted.js';
import { folder, wire } from './module.js';

/** One line a request through the project's own logger; where it has none, through pino. */
export const adoptedLogging = adopted({
  requires: () => [{ id: 'platform', because: 'requests are followed there' }],
  files: () => [folder('adopted/logging/common')],
  wires: () => [
    wire(
      'install',
      15,
      code`${imported('onAnswered', 'src/platform/http/requests')}(${imported('logRequest', 'src/platform/logging/request-line')});`,
    ),
  ],
  notes: ({ host }) => [
    ...(host.framework === 'fastify'
      ? [
          "Fastify's own two lines a request stay; `disableRequestLogging: true` in its options leaves the one of this module.",
        ]
      : []),
    ...(host.logger?.library === 'morgan' || host.packages.includes('morgan')
      ? ["morgan's lines stay; take `app.use(morgan(...))` out when the line of this module is enough."]
      : []),
  ],
});
