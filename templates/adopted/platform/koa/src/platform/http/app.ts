import type { Next, ParameterizedContext } from 'koa';

/** What the platform uses of a Koa application: any one fits, whatever its state and context are. */
export interface App {
  use(middleware: (ctx: ParameterizedContext, next: Next) => Promise<void>): unknown;
}
