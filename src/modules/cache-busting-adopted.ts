import { code, imported } from '../facts/fact.js';
import type { Host, UsedOrm } from '../project/host.js';
import { type AdoptedPart, adopted } from './adopted.js';
import { type Binding, bindingOf } from './cache-busting-binding.js';
import { folder, wire } from './module.js';

const home = 'src/platform/cache-busting';

/** The names that the ORM tells, and the tags of the cache that depend on them: the user's own from the beginning. */
const tagsSeed = `/**
 * The cache tags that depend on a table or model, by the name that its writes are told with. What isn't listed has one
 * tag: that name.
 */
export const tagsByName: Readonly<Record<string, readonly string[]>> = {};
`;

/** Where the user imports what the line names, unless it is an import itself. */
function importOf({ folder: own }: Host, { line = '' }: Binding): string {
  if (line.startsWith('import ')) return '';
  const name = line.includes('bustOnWrite') ? 'bustOnWrite' : 'bindWrites';
  return ` (import ${name} from ${own}/cache-busting/writes)`;
}

/** The places where the line may belong, one of which was not for a program to choose. */
const placesOf = ({ candidates }: Binding): string =>
  candidates.length === 0
    ? ''
    : `, where the client is made: ${candidates.map(({ file, line }) => `${file}:${line}`).join(', ')}`;

const nameOf = ({ library, major, minor }: UsedOrm): string =>
  minor === undefined ? library : `${library} ${major}.${minor}`;

/** What busting doesn't hear of, by how it listens. */
function deafTo(host: Host): string | null {
  switch (host.orm?.library) {
    case 'typeorm':
      return 'raw queries';
    case 'sequelize':
      return 'raw queries, increment() and decrement()';
    case 'mikro-orm':
      return 'nativeInsert(), nativeUpdate(), nativeDelete() and query builders';
    case 'prisma':
      return bindingOf(host).isTold
        ? 'raw queries and nested writes to other models'
        : 'raw queries, nested writes to other models, and the commit of a $transaction';
    case 'mongoose':
      return 'bulkWrite() and the commit of a transaction';
    case 'kysely':
      return bindingOf(host).isTold ? 'stream(), triggers and cascades' : null;
    case 'drizzle':
      return bindingOf(host).isTold ? 'batch(), iterator(), triggers and cascades' : null;
    case 'knex':
    case 'objection':
      return 'statements that begin with WITH, triggers and cascades';
    default:
      return null;
  }
}

/** Busting in a backend that create-backend didn't make, through whatever its ORM tells of writes. */
export const adoptedCacheBusting: AdoptedPart = adopted({
  requires: () => [{ id: 'cache', because: 'there must be something to bust' }],
  seeds: () => [{ path: `${home}/tags.ts`, text: tagsSeed }],
  files: ({ host }) =>
    ['common', ...bindingOf(host).folders].map((name) => folder(`adopted/cache-busting/${name}`)),
  facts: ({ host }) => bindingOf(host).facts,
  wires: ({ host }) => {
    const { by, isTold, waits } = bindingOf(host);
    const bind = imported('bindWrites', `${home}/writes`);
    return [
      // Before anything that waits: what is written meanwhile is to be heard of.
      ...(isTold
        ? [
            wire(
              'start',
              20,
              code`${imported('onWrite', `${home}/listener`)}(${imported('bust', `${home}/index`)});`,
            ),
          ]
        : []),
      ...(by === 'start' ? [wire('start', 50, code`${bind}();`)] : []),
      ...(by === 'app' ? [wire('install', 65, code`${bind}(app);`)] : []),
      ...(waits ? [wire('stop', 50, code`${imported('unbindWrites', `${home}/writes`)}();`)] : []),
    ];
  },
  notes: ({ host }) => {
    const binding = bindingOf(host);
    const deaf = deafTo(host);
    if (binding.by === 'none') {
      const what = host.orm === null ? 'No ORM was found' : `${nameOf(host.orm)} tells nobody of its writes`;
      return [`${what}, so nothing is busted by itself: call \`await bust('products')\` after a write.`];
    }
    return [
      ...(binding.by === 'line'
        ? [`Nothing is busted by itself before this line is in: ${binding.line ?? ''}.`]
        : []),
      ...(binding.isTold
        ? [
            'Processes that call neither installPlatform() nor startPlatform() bust nothing: scripts, for one.',
          ]
        : []),
      ...(deaf === null ? [] : [`It hears nothing of ${deaf}: call \`await bust('products')\` after them.`]),
    ];
  },
  nextSteps: ({ host }) => {
    const binding = bindingOf(host);
    if (binding.by !== 'line' || binding.line === undefined) return [];
    return [
      {
        command: binding.line,
        why: `add it by hand${importOf(host, binding)}${placesOf(binding)}: busting hears of writes through it`,
        needed: true,
      },
    ];
  },
});
