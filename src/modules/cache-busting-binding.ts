import { imported, type LeadFact, type WrapFact } from '../facts/fact.js';
import type { Host, Making, UsedOrm } from '../project/host.js';

/** How busting learns of the writes of a project's ORM. */
export interface Binding {
  readonly folders: readonly string[];
  /**
   * start: by itself. app: by itself, through Nest. code: by what is put into the user's code. line: by a line that the
   * user has to add. none: never.
   */
  readonly by: 'start' | 'app' | 'code' | 'line' | 'none';
  /** Whether writes are told to a listener, so that what tells them imports nothing of the project. */
  readonly isTold: boolean;
  /** What is put into the user's code. */
  readonly facts: readonly (WrapFact | LeadFact)[];
  /** The line, where there is one to add. */
  readonly line?: string;
  /** Where such a line may belong, and why it isn't put there. */
  readonly candidates: readonly Making[];
  /** Whether something that waits for the connection has to be stopped. */
  readonly waits: boolean;
}

const unbound: Binding = {
  folders: [],
  by: 'none',
  isTold: false,
  facts: [],
  candidates: [],
  waits: false,
};

/** How busting is bound to what the project keeps its data with. */
export function bindingOf(host: Host): Binding {
  const { orm, framework } = host;
  if (orm === null) return unbound;
  const isExported = orm.instance !== null;
  const bound = (shared: readonly string[], own: string, line: string): Binding =>
    isExported
      ? { ...unbound, folders: [...shared, own], by: 'start' }
      : { ...unbound, folders: [...shared, `${own}-unbound`], by: 'line', line };
  switch (orm.library) {
    case 'typeorm': {
      const shared = ['pending', 'typeorm-subscriber'];
      // Before 0.3 there was no data source, but a list of connections.
      if (orm.major === 0 && orm.instance === null && framework !== 'nest')
        return { ...unbound, folders: [...shared, 'typeorm-0.2'], by: 'start', waits: true };
      if (isExported) return { ...unbound, folders: [...shared, 'typeorm'], by: 'start', waits: true };
      if (framework === 'nest') return { ...unbound, folders: [...shared, 'typeorm-nest'], by: 'app' };
      return bound(shared, 'typeorm', 'bindWrites(dataSource), after its initialize()');
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
      return prismaBinding(host, orm);
    case 'kysely':
      return kyselyBinding(host, orm);
    case 'drizzle':
      return drizzleBinding(host, orm);
    case 'mongoose':
      return mongooseBinding(host);
    default:
      return unbound;
  }
}

/** Client extensions came with Prisma 4.16; `$use`, which they took the place of, went with 6.14. */
function prismaBinding(host: Host, orm: UsedOrm): Binding {
  const { major, minor = 16, instance, makings = [] } = orm;
  const [made, other] = makings;
  const isExtendable = major === null || major > 4 || (major === 4 && minor >= 16);
  if (isExtendable && made !== undefined && other === undefined) {
    return made.isExtended
      ? wrapped(host, ['prisma'], made, { name: 'busting', around: 'class' })
      : wrapped(host, ['prisma'], made, { name: 'bustOnWrite', around: 'value' });
  }
  if (instance !== null && major !== null && major < 6)
    return { ...unbound, folders: ['prisma-use'], by: 'start' };
  if (!isExtendable) return unbound;
  return told(['prisma'], 'bustOnWrite(new PrismaClient(…))', makings);
}

/** Kysely's driver hears of statements and commits, and the dialect makes the driver. */
function kyselyBinding(host: Host, { makings = [] }: UsedOrm): Binding {
  const folders = ['statements', 'kysely'];
  const [made, other] = makings;
  const around = { option: 'dialect' };
  return made?.options.includes('dialect') === true && other === undefined
    ? wrapped(host, folders, made, { name: 'bustOnWrite', around })
    : told(folders, 'new Kysely({ dialect: bustOnWrite(dialect) })', makings);
}

/** The first minor version of Drizzle whose sessions were looked at, and those of major version 0 are alike. */
const oldestDrizzle = 29;

function drizzleBinding(host: Host, { major, minor = oldestDrizzle, makings = [] }: UsedOrm): Binding {
  if (major !== 0 || minor < oldestDrizzle) return unbound;
  const folders = ['statements', 'drizzle'];
  const [made, other] = makings;
  return made !== undefined && other === undefined
    ? wrapped(host, folders, made, { name: 'bustOnWrite', around: 'value' })
    : told(folders, 'bustOnWrite(drizzle(…))', makings);
}

/** Plugins are for the models that are made after them, and those are made when their files are imported. */
function mongooseBinding({ entry, folder, suffix }: Host): Binding {
  const module = `./${folder}/cache-busting/first`;
  if (entry === undefined) {
    return told(['mongoose'], `import '${module}', before the first model is made`, []);
  }
  const fact: LeadFact = { kind: 'lead', key: 'first', module, suffix, ...entry };
  return { ...unbound, folders: ['told', 'mongoose'], by: 'code', isTold: true, facts: [fact] };
}

/** What is put around the one place that makes a client. */
function wrapped(
  { folder, suffix, style: { indent, lineWidth, trailingCommas } }: Host,
  own: readonly string[],
  { file, maker, alias }: Making,
  { name, around }: { readonly name: string; readonly around: WrapFact['around'] },
): Binding {
  const function_ = imported(name, `./${folder}/cache-busting/writes`);
  const wrapper = alias === undefined ? function_ : { ...function_, alias };
  const style = { indent, lineWidth, trailingCommas };
  const fact: WrapFact = { kind: 'wrap', file, key: name, wrapper, maker, around, suffix, style };
  return { ...unbound, folders: ['told', ...own], by: 'code', isTold: true, facts: [fact] };
}

/** The same with a line that the user adds, where there are several places to put it or none. */
const told = (own: readonly string[], line: string, candidates: readonly Making[]): Binding => ({
  ...unbound,
  folders: ['told', ...own],
  by: 'line',
  isTold: true,
  line,
  candidates,
});
