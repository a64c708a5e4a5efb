import { type Block, expressionsIn, type Outline, pathOf, statementsIn } from '../edit/outline.js';
import { blocksIn } from './app-place.js';
import { type Birth, birthsIn } from './births.js';
import { type Dialect, stepsOn } from './dialect.js';
import type { Program } from './program.js';

/** A class of the project that is one of its framework's. */
interface Subclass {
  readonly outline: Outline;
  readonly name: string;
}

/** Every call that makes an app of a class that extends the framework's own: `new Api()` of `class Api extends Hono {}`. */
export function birthsOfSubclasses(program: Program, dialect: Dialect): readonly Birth[] {
  const subclasses = subclassesOf(program, dialect);
  return subclasses.flatMap(({ outline: home, name }) =>
    program.files
      .filter((file) => program.text(file).includes('new '))
      .map((file) => program.outline(file))
      .flatMap((outline) =>
        birthsIn(outline, ({ callee }) => {
          const path = pathOf(callee);
          const meant = path === null ? null : program.meaning(outline, path);
          return meant?.outline === home && meant.local === name;
        }),
      ),
  );
}

function subclassesOf(program: Program, dialect: Dialect): readonly Subclass[] {
  const packages = [dialect.packageName, ...(dialect.morePackages ?? [])];
  const found: Subclass[] = [];
  for (const outline of program.mentioning(dialect.packageName)) {
    const bindings = outline.imports.filter(({ from, typeOnly }) => packages.includes(from) && !typeOnly);
    if (bindings.length === 0) continue;
    for (const { kind, name, base, ...block } of blocksIn(outline.module)) {
      if (kind !== 'class' || name === null || base === null) continue;
      const made = { kind: 'call', callee: base, args: [], start: base.start, end: base.end } as const;
      if (dialect.creates(made, bindings) && !routesItself(block, outline, program, dialect))
        found.push({ outline, name });
    }
  }
  return found;
}

/** Whether the class adds routes and middleware to itself: a call behind where it is made would come too late for them. */
function routesItself(
  { statements }: Pick<Block, 'statements'>,
  outline: Outline,
  program: Program,
  dialect: Dialect,
): boolean {
  return statements
    .flatMap((member) => [member, ...member.blocks.flatMap((block) => [...statementsIn(block)])])
    .flatMap(({ expressions }) => expressions.flatMap((expression) => [...expressionsIn(expression)]))
    .flatMap((expression) => stepsOn(expression, 'this'))
    .some((step) => dialect.roleOf(step, outline, program) !== 'other');
}
