import { describe, expect, it } from 'vitest';
import { code, imported } from '../facts/fact.js';
import { wire } from '../modules/module.js';
import { render } from './render.js';

const view = { name: 'shop', on: { queue: true, cache: false }, queue: { driver: 'bullmq' } };
const show = (template: string, to = 'src/app.ts', wires: Parameters<typeof render>[4] = []): string =>
  render('base/app.ts', to, template, view, wires);

describe('a template', () => {
  it('without a tag is copied as it is', () => {
    expect(show('const a = { b: 1 };\r\n')).toBe('const a = { b: 1 };\r\n');
  });

  it('loses the line of a tag that stands in a comment', () => {
    const template =
      'a();\n//{{#if on.queue}}\nb();\n//{{/if}}\n  //{{#if on.cache}}\n  c();\n  //{{/if}}\nd();\n';
    expect(show(template)).toBe('a();\nb();\nd();\n');
  });

  it('knows the other branch and combined conditions', () => {
    const template =
      '#{{#if (and on.queue (not on.cache))}}\nyes\n#{{else}}\nno\n#{{/if}}\n{{#if (eq queue.driver "bullmq")}}redis{{/if}}\n';
    expect(show(template)).toBe('yes\nredis\n');
  });

  it('does not escape', () => {
    expect(render('x', 'x', '{{name}}', { name: "<'&'>" }, [])).toBe("<'&'>");
  });

  it.each(['{{nme}}', '//{{#if on.quue}}\n//{{/if}}\n', '{{#if queue.drver}}{{/if}}', '{{unknown "x"}}'])(
    'is refused for the unknown name in %s, with its path',
    (template) => {
      expect(() => show(template)).toThrow(/templates\/base\/app\.ts: /);
    },
  );

  it('is refused when braces are left, with the line', () => {
    expect(() => show('a\n\\{{b}}\n')).toThrow('templates/base/app.ts: braces are left in src/app.ts:2.');
  });
});

describe('wires', () => {
  const wires = [
    wire('start', 20, code`await ${imported('connectRedis', 'src/platform/redis/client')}();`),
    wire('start', 10, code`await ${imported('connectDatabase', 'src/database/client')}();`),
    wire('stop', 10, code`await ${imported('disconnectDatabase', 'src/database/client')}();`),
    wire('stop', 20, code`await ${imported('disconnectRedis', 'src/platform/redis/client')}();`),
  ];
  const template = [
    "import Fastify from 'fastify';",
    "import { settings } from '../settings/index.js';",
    '',
    'async function start() {',
    '  //{{{wires "start"}}}',
    '}',
    'async function stop() {',
    '  //{{{wires "stop"}}}',
    '}',
    '//{{{wires "finish"}}}',
    '',
  ].join('\n');

  it('become lines by rank, reversed for what stops, with their imports merged in order', () => {
    expect(show(template, 'src/platform/index.ts', wires)).toBe(
      [
        "import Fastify from 'fastify';",
        "import { connectDatabase, disconnectDatabase } from '../database/client.js';",
        "import { settings } from '../settings/index.js';",
        "import { connectRedis, disconnectRedis } from './redis/client.js';",
        '',
        'async function start() {',
        '  await connectDatabase();',
        '  await connectRedis();',
        '}',
        'async function stop() {',
        '  await disconnectRedis();',
        '  await disconnectDatabase();',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('vanish with the tags around them', () => {
    const between = 'a();\n//{{#if on.cache}}\nb();\n//{{else}}\n//{{{wires "start"}}}\n//{{/if}}\nc();\n';
    expect(show(between, 'src/main.ts', wires.slice(0, 1))).toBe(
      "import { connectRedis } from './platform/redis/client.js';\n\na();\nawait connectRedis();\nc();\n",
    );
  });

  it('give the same bytes in any order', () => {
    expect(show(template, 'src/platform/index.ts', [...wires].reverse())).toBe(
      show(template, 'src/platform/index.ts', wires),
    );
  });
});
