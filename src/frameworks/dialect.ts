import { type Binding, type Call, type Expression, type Outline, pathOf } from '../edit/outline.js';
import type { Program } from './program.js';

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
  /** Other modules that an app can be made with. */
  readonly morePackages?: readonly string[];
  /** Whether a call makes an app, given the names that the framework's package has in the file. */
  creates(call: Call, bindings: readonly Binding[]): boolean;
  /** `program` tells what imported names are; null where only one file is known. */
  roleOf(step: Step, outline: Outline, program: Program | null): Role;
  /** Whether a call that is none of the app's own makes it listen, such as `serve(app)`. */
  serves?(call: Call, app: string): boolean;
  /** Whether calls go right behind where the app is made: routes come from elsewhere, and are added when it listens. */
  readonly installsAtBirth?: boolean;
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
  if (pathOf(object) === app) return [step];
  const inner = stepsOn(object, app);
  return inner.length === 0 ? [] : [...inner, step];
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
