import type { Adoption } from '../modules/adopted.js';
import type { Module, OptionSpec } from '../modules/module.js';
import { modulesFor } from '../modules/registry.js';
import { manifestVersion } from '../project/manifest.js';

type Schema = Readonly<Record<string, unknown>>;

/** The JSON schema of `backend.json`, from the modules' declarations. */
export function manifestSchema(adoption: Adoption | null = null): Schema {
  const named = modulesFor(adoption).filter(({ role }) => role !== 'internal');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What this backend is made of',
    type: 'object',
    required: ['version', 'modules'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      version: { const: manifestVersion },
      ...(adoption === null ? {} : { adopted: { const: adoption.host.framework } }),
      modules: {
        type: 'object',
        required: named.filter(({ role }) => role === 'base').map(({ id }) => id),
        additionalProperties: false,
        properties: Object.fromEntries(named.map((module) => [module.id, moduleSchema(module)])),
      },
    },
  };
}

function moduleSchema({ summary, options }: Module): Schema {
  return {
    description: summary,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(options).map(([key, spec]) => [key, optionSchema(spec)])),
  };
}

function optionSchema(spec: OptionSpec): Schema {
  const { description } = spec;
  if (spec.type === 'boolean') return { description, type: 'boolean', default: spec.default };
  if (spec.type === 'choice') {
    return { description, enum: spec.values.map(({ value }) => value), default: spec.default };
  }
  if (spec.type === 'choices') {
    const items = { enum: spec.values.map(({ value }) => value) };
    return { description, type: 'array', items, minItems: 1, uniqueItems: true, default: spec.default };
  }
  return { description, type: 'string', pattern: spec.pattern.source, default: spec.default };
}
