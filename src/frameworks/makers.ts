import { type Binding, type Call, type Expression, type Outline, pathOf } from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import { basesIn, callsIn } from '../edit/wraps.js';
import type { Making } from '../project/host.js';
import { aliasIn } from './alias.js';
import { sourceRootOf } from './layout.js';
import type { Program } from './program.js';

/** A library that a project may have: the packages that show it, and what makes an instance of it. */
export interface Known<Library extends string> {
  readonly library: Library;
  readonly packages: readonly string[];
  /** Names that make an instance when they are called, as they are imported; `*` and `default` stand for the package itself. */
  readonly makers: readonly string[];
}

/** The files that may import a library. Prisma's client is generated anywhere, and known by its name. */
export function outlinesWith(program: Program, known: Known<string>): readonly Outline[] {
  const words = known.makers.filter((name) => /^\w+$/.test(name) && name !== 'default');
  const texts = [...known.packages, ...(known.library === 'prisma' ? words : [])];
  return program.files
    .filter((file) => texts.some((word) => program.text(file).includes(word)))
    .map((file) => program.outline(file));
}

/** What a file imports of a library. */
export const bindingsOf = ({ imports }: Outline, { library, packages }: Known<string>): readonly Binding[] =>
  imports.filter(
    ({ from, typeOnly, imported }) =>
      !typeOnly &&
      (packages.some((name) => from === name || from.startsWith(`${name}/`)) ||
        (library === 'prisma' && imported === 'PrismaClient')),
  );

/** Whether what is called, or extended, makes instances. */
export function isMaker(
  callee: Expression,
  bindings: readonly Binding[],
  makers: readonly string[],
): boolean {
  const path = pathOf(callee);
  if (path === null) return false;
  const [head = '', member, more] = path.split('.');
  const binding = bindings.find(({ local }) => local === head);
  if (binding === undefined || more !== undefined) return false;
  return makers.includes(member ?? binding.imported);
}

/** Every place of a program that makes an instance of a library, from the entry outwards. */
export const makingsOf = (program: Program, known: Known<string>): readonly Making[] =>
  outlinesWith(program, known).flatMap((outline) => makingsIn(program, outline, known));

function makingsIn(program: Program, outline: Outline, known: Known<string>): readonly Making[] {
  const bindings = bindingsOf(outline, known);
  const { file, text } = outline;
  const alias = aliasIn(program, file, sourceRootOf(file, program.sources.config.rootDir));
  const at = ({ start }: Expression, maker: Expression): Omit<Making, 'isExtended' | 'options'> => ({
    file,
    line: lineNumber(text, start),
    maker: pathOf(maker) ?? '',
    ...(alias === null ? {} : { alias }),
  });
  const calls = callsIn(outline).filter(({ callee }) => isMaker(callee, bindings, known.makers));
  const bases = basesIn(outline).filter((base) => isMaker(base, bindings, known.makers));
  return [
    ...calls.map((call) => ({ ...at(call, call.callee), isExtended: false, options: optionsOf(call) })),
    ...bases.map((base) => ({ ...at(base, base), isExtended: true, options: [] })),
  ];
}

function optionsOf({ args: [options] }: Call): readonly string[] {
  if (options?.kind !== 'object') return [];
  return options.entries.flatMap(({ key, value }) => (key === null || value === null ? [] : [key]));
}
