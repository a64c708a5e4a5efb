import { describe, expect, it } from 'vitest';
import type { LeadFact } from './fact.js';
import { leadHandler } from './lead.js';

const fact: LeadFact = {
  kind: 'lead',
  file: 'src/main.ts',
  key: 'first',
  module: './src/platform/first',
  suffix: '.js',
};

const texts = [
  "import express from 'express';\n\nexpress();\n",
  '#!/usr/bin/env node\nimport "dotenv/config"\nimport express from "express"\n',
  "// Licensed.\n\nimport 'dotenv/config'; // First of all.\nimport express from 'express';\n",
  "'use strict';\n\nimport express = require('express');\n",
  "\uFEFFimport express from 'express';\r\n\r\nexpress();\r\n",
  "import express from 'express'",
  'start();\n',
];

describe('an import before all others', () => {
  it.each(texts)('is the first that runs in %j, and leaves no byte when it goes', (text) => {
    const put = leadHandler.put(text, fact, []);
    if (put.outcome === 'blocked') throw new Error(put.reason);
    const lines = put.text.split(/\r?\n/);
    const at = lines.findIndex((line) => /^\uFEFF?import ['"]\.\/platform\/first\.js['"];?$/.test(line));
    expect(at).toBeGreaterThanOrEqual(0);
    expect(lines.slice(0, at).join('\n')).not.toMatch(/^(import|start)/m);
    expect(lines).toHaveLength(text.split(/\r?\n/).length + 1);
    expect(put.text.includes('\r\n')).toBe(text.includes('\r\n'));
    expect(leadHandler.find(text, fact)).toBe('absent');
    expect(leadHandler.find(put.text, fact)).toBe('present');
    expect(leadHandler.put(put.text, fact, [])).toMatchObject({ state: 'found', text: put.text });
    expect(leadHandler.cut(put.text, fact, new Set()).text).toBe(text);
    expect(leadHandler.cut(text, fact, new Set()).text).toBe(text);
  });

  it('is written as the file writes imports, by an alias too', () => {
    const textOf = (wanted: LeadFact): unknown => leadHandler.put('import a from "a"\n', wanted, []);
    expect(textOf(fact)).toMatchObject({ text: 'import "./platform/first.js"\nimport a from "a"\n' });
    const alias = { prefix: '@/', folder: 'src', suffix: '' } as const;
    expect(textOf({ ...fact, alias })).toMatchObject({
      text: 'import "@/platform/first"\nimport a from "a"\n',
    });
  });

  it.each([
    ['is not there', null],
    ['says nothing', '\n'],
    ['is not code', 'import = ;\n'],
    ['has all on one line', "import a from 'a'; start();\n"],
  ])('is refused where a file %s', (_name, text) => {
    expect(leadHandler.put(text, fact, [])).toMatchObject({ outcome: 'blocked' });
  });

  it('says what to paste', () => {
    expect(leadHandler.explain(fact)).toBe(
      "In src/main.ts, before all other imports:\n  import './platform/first.js';",
    );
  });
});
