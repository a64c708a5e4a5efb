import {
  type Binding,
  type Call,
  type Expression,
  expressionsIn,
  type Outline,
  type Statement,
} from '../edit/outline.js';

/** What a call on the app, or with the app, is to the place of other calls. */
export type Role = 'parser' | 'middleware' | 'route' | 'errors' | 'listen' | 'other';

/** One step of a chain on the app: `app.use(a).get('/', b)` has two. */
export interface Step {
  readonly method: string;
  readonly args: readonly Expression[];
}

/** What a framework's adapter knows of its own API; all that finds places is shared. */
export interface Dialect {
  readonly id: string;
  readonly title: string;
  readonly packageName: string;
  /** Whether a call makes an app, given the names that the framework's package has in the file. */
  creates(call: Call, bindings: readonly Binding[]): boolean;
  roleOf(step: Step, outline: Outline): Role;
}

/** The call at the bottom of a chain of calls: `express()` in `express().disable('etag')`. */
export function chainRoot(expression: Expression | null): Expression | null {
  if (expression?.kind === 'await') return chainRoot(expression.value);
  if (expression?.kind === 'call' && expression.callee.kind === 'member') {
    return chainRoot(expression.callee.object) ?? expression;
  }
  return expression;
}

/** The calls of a chain, outermost first, down to the one at its bottom. */
export function chainCalls(expression: Expression | null): readonly Call[] {
  if (expression?.kind === 'await') return chainCalls(expression.value);
  if (expression?.kind !== 'call') return [];
  if (expression.callee.kind !== 'member') return [expression];
  return [expression, ...chainCalls(expression.callee.object)];
}

/** The steps of a chain that begins with the name of the app; none for anything else. */
export function stepsOn(expression: Expression, app: string): readonly Step[] {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return [];
  const { object, name } = expression.callee;
  const step = { method: name, args: expression.args };
  if (object.kind === 'name' && object.name === app) return [step];
  const inner = stepsOn(object, app);
  return inner.length === 0 ? [] : [...inner, step];
}

const bySeverity: readonly Role[] = ['other', 'middleware', 'parser', 'route', 'errors', 'listen'];

/** What a statement does with the app; null when it doesn't touch it. Blocks inside count, functions don't. */
export function roleOf(statement: Statement, app: string, dialect: Dialect, outline: Outline): Role | null {
  const roles = statement.expressions.flatMap((expression) =>
    [...expressionsIn(expression)].flatMap((part): readonly Role[] => {
      if (part.kind !== 'call') return [];
      if (isListen(part, app)) return ['listen'];
      const steps = stepsOn(part, app);
      if (steps.length > 0) return steps.map((step) => dialect.roleOf(step, outline));
      const passed = part.args.some((arg) => arg.kind === 'name' && arg.name === app);
      return passed ? [roleOfHelper(nameOf(part.callee))] : [];
    }),
  );
  for (const block of statement.blocks) {
    if (block.kind !== 'block') continue;
    roles.push(...block.statements.flatMap((inner) => roleOf(inner, app, dialect, outline) ?? []));
  }
  return bySeverity.findLast((role) => roles.includes(role)) ?? null;
}

/** `app.listen()`, and `createServer(app).listen()` of Node's own servers. */
function isListen(call: Call, app: string): boolean {
  if (call.callee.kind !== 'member' || call.callee.name !== 'listen') return false;
  const { object } = call.callee;
  if (object.kind === 'name') return object.name === app;
  return object.kind === 'call' && object.args.some((arg) => arg.kind === 'name' && arg.name === app);
}

/** A function that gets the app adds routes, unless its name says what else it does. */
function roleOfHelper(name: string): Role {
  if (/^createServer$|^createSecureServer$/.test(name)) return 'other';
  if (/error|notfound/i.test(name)) return 'errors';
  return /middleware|parser|security|helmet|cors|logg|plugin/i.test(name) ? 'middleware' : 'route';
}

/** The last name of an expression: `setup` in `routes.setup`. */
export function nameOf(expression: Expression): string {
  return expression.kind === 'name' || expression.kind === 'member' ? expression.name : '';
}

/** Whether a call is one of a binding: its own name, or one of its members, such as `express.json()`. */
export function isMemberCall(
  expression: Expression,
  bindings: readonly Binding[],
  names: readonly string[],
): boolean {
  if (expression.kind !== 'call') return false;
  const { callee } = expression;
  if (callee.kind === 'name') {
    return bindings.some(({ local, imported }) => local === callee.name && names.includes(imported));
  }
  if (callee.kind !== 'member' || callee.object.kind !== 'name') return false;
  const whole = callee.object.name;
  return (
    names.includes(callee.name) &&
    bindings.some(({ local, imported }) => local === whole && (imported === 'default' || imported === '*'))
  );
}
