import { code, imported } from '../facts/fact.js';
import type { Host } from '../project/host.js';
import { type AdoptedPart, adopted } from './adopted.js';
import { folder, wire } from './module.js';

const home = 'src/platform/cache-busting';

/** The names that the ORM tells, and the tags of the cache that depend on them: the user's own from the beginning. */
const tagsSeed = `/**
 * The cache tags that depend on a table or model, by the name that its writes are told with. What isn't listed has one
 * tag: that name.
 */
export const tagsByName: Readonly<Record<string, readonly string[]>> = {};
`;

/** How busting learns of writes. */
interface Binding {
  readonly folders: readonly string[];
  /** start: by itself. app: by itself, through Nest. line: by a line that the user has to add. none: never. */
  readonly by: 'start' | 'app' | 'line' | 'none';
  /** The line, where there is one to add. */
  readonly line?: string;
  /** Whether something that waits for the connection has to be stopped. */
  readonly waits?: boolean;
}

const none: Binding = { folders: [], by: 'none' };

function bindingOf({ orm, framework }: Host): Binding {
  if (orm === null) return none;
  const isExported = orm.instance !== null;
  const bound = (shared: readonly string[], own: string, line: string): Binding =>
    isExported
      ? { folders: [...shared, own], by: 'start' }
      : { folders: [...shared, `${own}-unbound`], by: 'line', line };
  switch (orm.library) {
    case 'typeorm': {
      const shared = ['pending', 'typeorm-subscriber'];
      // Before 0.3 there was no data source, but a list of connections.
      if (orm.major === 0 && orm.instance === null && framework !== 'nest')
        return { folders: [...shared, 'typeorm-0.2'], by: 'start', waits: true };
      if (isExported) return { folders: [...shared, 'typeorm'], by: 'start', waits: true };
      if (framework === 'nest') return { folders: [...shared, 'typeorm-nest'], by: 'app' };
      return {
        folders: [...shared, 'typeorm-unbound'],
        by: 'line',
        line: 'bindWrites(dataSource), after its initialize()',
      };
    }
    case 'sequelize':
      return bound(['sequelize-hooks'], 'sequelize', 'bindWrites(sequelize), after new Sequelize(…)');
    case 'knex':
    case 'objection':
      return bound(['knex-events'], 'knex', 'bindWrites(knex), after knex({…})');
    case 'mikro-orm':
      return bound(
        ['pending', 'mikro-orm-subscriber'],
        'mikro-orm',
        'bindWrites(orm.em), after MikroORM.init(…)',
      );
    case 'prisma':
      // `$use` went with Prisma 6.14; what came instead makes another client.
      return isExported && orm.major !== null && orm.major < 6
        ? { folders: ['prisma-use'], by: 'start' }
        : { folders: ['prisma'], by: 'line', line: 'new PrismaClient().$extends(bustOnWrite)' };
    case 'mongoose':
      return {
        folders: ['mongoose'],
        by: 'line',
        line: 'mongoose.plugin(bustOnWrite), before the first model is made',
      };
    default:
      return none;
  }
}

/** Where the user imports a name of this module from. */
const importOf = ({ folder: own }: Host, { line = '' }: Binding): string =>
  `${line.includes('bustOnWrite') ? 'bustOnWrite' : 'bindWrites'} from ${own}/cache-busting/writes`;

/** What busting doesn't hear of, by how it listens. */
function deafTo({ orm }: Host): string | null {
  switch (orm?.library) {
    case 'typeorm':
      return 'raw queries';
    case 'sequelize':
      return 'raw queries, increment() and decrement()';
    case 'mikro-orm':
      return 'nativeInsert(), nativeUpdate(), nativeDelete() and query builders';
    case 'prisma':
      return 'raw queries, nested writes to other models, and the commit of a $transaction';
    case 'mongoose':
      return 'bulkWrite() and the commit of a transaction';
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
  wires: ({ host }) => {
    const { by, waits = false } = bindingOf(host);
    const bind = imported('bindWrites', `${home}/writes`);
    return [
      ...(by === 'start' ? [wire('start', 50, code`${bind}();`)] : []),
      ...(by === 'app' ? [wire('install', 65, code`${bind}(app);`)] : []),
      ...(waits ? [wire('stop', 50, code`${imported('unbindWrites', `${home}/writes`)}();`)] : []),
    ];
  },
  notes: ({ host }) => {
    const binding = bindingOf(host);
    const deaf = deafTo(host);
    if (binding.by === 'none') {
      const what = host.orm === null ? 'No ORM was found' : `${host.orm.library} tells nobody of its writes`;
      return [`${what}, so nothing is busted by itself: call \`await bust('products')\` after a write.`];
    }
    return [
      ...(binding.by === 'line'
        ? [`Nothing is busted by itself before this line is in: ${binding.line ?? ''}.`]
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
        why: `add it by hand (import ${importOf(host, binding)}): busting hears of writes through it`,
        needed: true,
      },
    ];
  },
});
