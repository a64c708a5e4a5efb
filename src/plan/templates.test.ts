import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { dataHosts, hostOf, hosts } from '../../fixtures/hosts/hosts.js';
import { moduleInHost } from '../modules/adopted.js';
import { type Module, type ModuleContext, type OptionValue, stackOf } from '../modules/module.js';
import { answersOf, isPicked } from '../modules/option-values.js';
import { modules as registry } from '../modules/registry.js';
import { helpers, prepareTemplate, wiresToken } from './prepare.js';
import { resolve } from './resolve.js';
import { listTemplates, readTemplate } from './templates.js';
import { viewOf } from './view.js';

const folder = fileURLToPath(new URL('../../templates', import.meta.url));
const templates = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1).replaceAll('\\', '/'));

const isNode = (value: unknown): value is hbs.AST.Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Every node of a template, in the branches that are not taken too. */
function* nodesOf(node: hbs.AST.Node): Generator<hbs.AST.Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesOf(child);
}

const blocks = new Set(['if', 'unless']);
const view = viewOf('shop', registry, new Map(), 'npm', hostOf('express', 5));

/** What is wrong with the names of a template: variables that the view lacks, helpers and constructs that nobody knows. */
function unknownNames(template: string): string[] {
  const unknown: string[] = [];
  for (const node of nodesOf(Handlebars.parse(prepareTemplate(template)))) {
    if (/Partial|Decorator/.test(node.type)) unknown.push(node.type);
    if (node.type !== 'PathExpression') continue;
    const { original, parts } = node as hbs.AST.PathExpression;
    if (original in helpers || blocks.has(original)) continue;
    let value: unknown = view;
    for (const part of parts.map(String)) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
        unknown.push(original);
        break;
      }
      value = (value as Record<string, unknown>)[part];
    }
  }
  return unknown;
}

type Asked = Map<string, OptionValue | undefined>;

/** The answers that a module can get when it asks for another one's option, or whether that one is there. */
function possibleAnswers(question: string): readonly (OptionValue | undefined)[] {
  const [id, key] = question.split('.');
  const spec = registry.find((module) => module.id === id)?.options[key ?? ''];
  if (key === undefined) return [true, false];
  if (spec !== undefined && isPicked(spec)) return answersOf(spec);
  return [spec?.default];
}

/** What a part of a module's declaration gives, in every combination of the answers that it asks for. */
function inEveryContext<T>(module: Module, part: (context: ModuleContext) => readonly T[]): readonly T[] {
  const results: T[] = [];
  const open: Asked[] = [new Map()];
  for (let asked = open.pop(); asked !== undefined; asked = open.pop()) {
    results.push(...part(contextOf(module, asked, open)));
  }
  return results;
}

/** Answers a question that is new with its first answer, and leaves the others for later calls. */
function contextOf(module: Module, asked: Asked, open: Asked[]): ModuleContext {
  const ask = (question: string): OptionValue | undefined => {
    if (!asked.has(question)) {
      const [first, ...others] = possibleAnswers(question);
      for (const other of others) open.push(new Map(asked).set(question, other));
      asked.set(question, first);
    }
    return asked.get(question);
  };
  const option = (id: string, key: string): OptionValue | undefined => ask(`${id}.${key}`);
  const getters = Object.keys(module.options).map((key) => [key, { get: () => option(module.id, key) }]);
  return {
    name: 'shop',
    options: Object.defineProperties({}, Object.fromEntries(getters)),
    has: (id) => ask(id) === true,
    option,
    get framework() {
      return stackOf(String(option('app', 'framework'))).framework;
    },
    get server() {
      return stackOf(String(option('app', 'framework'))).server;
    },
    get packageManager() {
      return String(option('app', 'packageManager'));
    },
  };
}

/** The modules as they are in backends of every kind that create-backend didn't make, with and without signal handlers. */
const inHosts = [...Object.values(hosts), ...dataHosts].flatMap((host) =>
  [true, false].flatMap((handlesSignals) => {
    const near = { side: 'behind', words: '', description: '' } as const;
    const place = {
      file: 'src/main.ts',
      framework: host.framework,
      app: 'app',
      scope: null,
      suffix: '',
      near,
    };
    const adoption = { host, install: place, finish: place, handlesSignals };
    return registry.flatMap((module) => moduleInHost(module, adoption) ?? []);
  }),
);
const everywhere = [...registry, ...inHosts];

/** A mapper has no templates for a database that the modules refuse together with it. */
function isUnmapped(folder: string): boolean {
  const [database] = registry.filter(({ id }) => id === 'database');
  const words = folder.split('/');
  const choicesOf = (key: string): readonly string[] => {
    const spec = database?.options[key];
    return spec?.type === 'choice'
      ? spec.values.map(({ value }) => value).filter((value) => words.includes(value))
      : [];
  };
  return choicesOf('orm').some((orm) =>
    choicesOf('engine').some((engine) =>
      resolve({ database: { orm, engine } }, 'shop').problems.some(({ code }) => code === 'conflict'),
    ),
  );
}

describe('every template', () => {
  it.each(templates)('%s names only variables that exist, in all of its branches', (path) => {
    expect(unknownNames(readTemplate(path))).toEqual([]);
  });

  it('that is walked would show an unknown name behind a branch that is never taken', () => {
    const template =
      '//{{#if on.cache}}\n//{{#unless (eq app.framework "x")}}\n//{{#if on.cahe}}\n//{{/if}}\n';
    expect(unknownNames(`${template}//{{/unless}}\n//{{else}}\n{{nme}}\n//{{/if}}\n`)).toEqual([
      'on.cahe',
      'nme',
    ]);
  });

  it('belongs to a module, and every folder that a module names is there', () => {
    const sources = everywhere.flatMap((module) =>
      inEveryContext(module, (context) =>
        module.conflicts(context).length > 0 ? [] : module.files(context),
      ),
    );
    // Many contexts name the same folder, and each is read from the disk.
    const distinct = new Map(
      sources.filter(({ from }) => !isUnmapped(from)).map((source) => [JSON.stringify(source), source]),
    );
    const used = new Set([...distinct.values()].flatMap(listTemplates).map(({ from }) => from));
    expect(templates.filter((path) => !used.has(path))).toEqual([]);
  });

  it('asks for anchors that modules wire, and every wire has a template with its anchor', () => {
    const wires = everywhere.flatMap((module) => inEveryContext(module, (context) => module.wires(context)));
    const anchors = templates.flatMap((path) =>
      [...prepareTemplate(readTemplate(path)).matchAll(wiresToken)].map(([, anchor]) => anchor),
    );
    expect(new Set(wires.map(({ anchor }) => anchor))).toEqual(new Set(anchors));
  });
});

// Adopted code is printed in the project's own style, so there the length of the name doesn't matter.
it('code of created backends has their name in one place, so that lines keep their length', () => {
  const code = templates.filter((path) => path.endsWith('.ts') && !path.startsWith('adopted/'));
  const named = code.filter((path) => readTemplate(path).includes('{{name}}'));
  expect(named).toEqual(['modules/settings/common/src/settings/project.ts']);
});
