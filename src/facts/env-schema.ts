import { wordsOf } from '../edit/calls.js';
import { cutObjectEntry, type ObjectExpression, putObjectEntry } from '../edit/objects.js';
import { type Call, callsOf, type Expression, type Outline, pathOf, statementsIn } from '../edit/outline.js';
import { readSource } from '../edit/source.js';
import type { EnvLibrary } from '../project/host.js';
import type { EnvSchemaFact, FactHandler } from './fact.js';
import { compareCodePoints, neighbours } from './order.js';

/** An object that says what a project's environment holds, one entry a variable. */
export interface EnvSchema {
  readonly library: EnvLibrary;
  readonly object: ObjectExpression;
  /** How an entry is written that may be left out of the environment. */
  readonly optional: string;
}

const packages: Readonly<Record<EnvLibrary, readonly string[]>> = {
  zod: ['zod', 'zod/v3', 'zod/v4'],
  joi: ['joi', '@hapi/joi'],
  envalid: ['envalid'],
};

/** The schemas of an environment in a file: `z.object({ ... })`, `Joi.object({ ... })`, `cleanEnv(process.env, { ... })`. */
export function schemasIn(outline: Outline): readonly EnvSchema[] {
  return [...statementsIn(outline.module)]
    .flatMap(callsOf)
    .flatMap((call) => [
      ...wholeSchema(outline, call, 'zod'),
      ...wholeSchema(outline, call, 'joi'),
      ...cleaned(outline, call),
    ])
    .filter(({ object: { entries } }) => {
      const variables = entries.filter(({ key }) => key !== null && /^[A-Z][A-Z0-9_]+$/.test(key));
      return variables.length * 2 > entries.length && entries.every(({ key }) => key !== null);
    });
}

function wholeSchema(outline: Outline, call: Call, library: 'zod' | 'joi'): readonly EnvSchema[] {
  const {
    callee,
    args: [object],
  } = call;
  const made =
    callee.kind === 'member' && callee.name === 'keys' && callee.object.kind === 'call'
      ? callee.object.callee
      : callee;
  const [local = '', method, more] = pathOf(made)?.split('.') ?? [];
  if (object?.kind !== 'object' || method !== 'object' || more !== undefined) return [];
  if (!outline.imports.some((one) => one.local === local && packages[library].includes(one.from))) return [];
  const quote = outline.importLines[0]?.quote ?? "'";
  const optional =
    library === 'zod' ? `${local}.string().optional()` : `${local}.string().allow(${quote}${quote})`;
  return [{ library, object, optional }];
}

function cleaned(outline: Outline, { callee, args: [, object] }: Call): readonly EnvSchema[] {
  const localOf = (name: string): string | undefined =>
    outline.imports.find(({ from, imported }) => packages.envalid.includes(from) && imported === name)?.local;
  const text = localOf('str');
  if (object?.kind !== 'object' || text === undefined || !isNamed(callee, localOf('cleanEnv'))) return [];
  return [{ library: 'envalid', object, optional: `${text}({ default: undefined })` }];
}

const isNamed = (callee: Expression, local: string | undefined): boolean =>
  callee.kind === 'name' && callee.name === local;

function schemaOf(
  { file, library }: EnvSchemaFact,
  text: string | null,
): { readonly outline: Outline; readonly schema: EnvSchema } | null {
  if (text === null) return null;
  const outline = readSource(file, text);
  const [schema, other] = schemasIn(outline).filter((one) => one.library === library);
  return schema === undefined || other !== undefined ? null : { outline, schema };
}

const indexIn = ({ object }: EnvSchema, key: string): number =>
  object.entries.findIndex((entry) => entry.key === key);

function saysOurs(
  { outline, schema }: { readonly outline: Outline; readonly schema: EnvSchema },
  key: string,
): boolean {
  const value = schema.object.entries[indexIn(schema, key)]?.value ?? null;
  return value !== null && wordsOf(outline.text.slice(value.start, value.end)) === wordsOf(schema.optional);
}

/** Variables in the schema that a project checks its environment by: each may be left out, so that nothing stops starting. */
export const envSchemaHandler: FactHandler<EnvSchemaFact> = {
  find(text, fact) {
    const found = schemaOf(fact, text);
    if (found === null || indexIn(found.schema, fact.key) === -1) return 'absent';
    return saysOurs(found, fact.key) ? 'present' : 'different';
  },

  put(text, fact, siblings) {
    const found = schemaOf(fact, text);
    if (text === null || found === null)
      return { outcome: 'blocked', reason: `The schema of the environment was not found in ${fact.file}.` };
    const { outline, schema } = found;
    if (indexIn(schema, fact.key) !== -1) return { outcome: 'done', text, state: 'found', marks: [] };
    const there = siblings.filter(({ key }) => indexIn(schema, key) !== -1);
    const { before, after } = neighbours(there, fact, (a, b) => compareCodePoints(a.key, b.key));
    const index =
      before !== undefined
        ? indexIn(schema, before.key) + 1
        : after !== undefined
          ? indexIn(schema, after.key)
          : schema.object.entries.length;
    const put = putObjectEntry(outline, schema.object, index, fact.key, schema.optional);
    if ('problem' in put) return { outcome: 'blocked', reason: `${fact.file}: ${put.problem}.` };
    return { outcome: 'done', text: put.text, state: 'ours', marks: [] };
  },

  /** An entry that the user rewrote is theirs now and stays. */
  cut(text, fact) {
    const found = schemaOf(fact, text);
    if (found === null || !saysOurs(found, fact.key)) return { text, unmark: [] };
    return { text: cutObjectEntry(found.outline, found.schema.object, fact.key), unmark: [] };
  },

  explain({ file, key, library }) {
    const optional = {
      zod: 'z.string().optional()',
      joi: "Joi.string().allow('')",
      envalid: 'str({ default: undefined })',
    }[library];
    return `In ${file}, in the schema of the environment:\n  ${key}: ${optional},`;
  },
};
