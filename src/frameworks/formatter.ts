import { parse } from 'yaml';
import { jsonValue } from '../edit/json.js';
import type { Style } from '../project/host.js';
import { has, workspaceFolders } from './dependencies.js';
import type { Sources } from './sources.js';

/** What a formatter's configuration says; what it leaves to a default is filled in. */
export interface FormatterStyle {
  readonly file: string;
  readonly style: Partial<Style>;
}

const jsonOrYaml = [
  '.prettierrc',
  '.prettierrc.json',
  '.prettierrc.yaml',
  '.prettierrc.yml',
  '.prettierrc.json5',
];
const scripts = [
  '.prettierrc.js',
  '.prettierrc.cjs',
  '.prettierrc.mjs',
  '.prettierrc.ts',
  'prettier.config.js',
  'prettier.config.cjs',
  'prettier.config.mjs',
  'prettier.config.ts',
];

/** Reads the configuration of Prettier or Biome, the nearest one up; null where the files have to tell. */
export function formatterStyle(sources: Sources): FormatterStyle | null {
  for (const above of workspaceFolders) {
    const found = prettierAt(sources, above) ?? biomeAt(sources, above);
    if (found !== null) return found;
  }
  return null;
}

function prettierAt(sources: Sources, above: string): FormatterStyle | null {
  const major = prettierMajor(sources);
  for (const name of jsonOrYaml) {
    const text = sources.read(above + name);
    const options = text === null ? null : readOptions(text);
    if (options !== null) return { file: above + name, style: prettierStyle(sources, above, options, major) };
  }
  const embedded = jsonValue(sources.read(`${above}package.json`) ?? '{}', ['prettier']);
  if (typeof embedded === 'object' && embedded !== null) {
    return { file: `${above}package.json`, style: prettierStyle(sources, above, Object(embedded), major) };
  }
  for (const name of scripts) {
    const text = sources.read(above + name);
    if (text !== null) return { file: above + name, style: literalStyle(sources, above, text, major) };
  }
  return null;
}

const prettierMajor = (sources: Sources): number => (has(sources, 'prettier') ? majorOf(sources) : 3);

function majorOf(sources: Sources): number {
  const range =
    sources.manifest('devDependencies', 'prettier') ?? sources.manifest('dependencies', 'prettier');
  return Number(/\d+/.exec(String(range))?.[0] ?? 3);
}

function readOptions(text: string): Readonly<Record<string, unknown>> | null {
  try {
    // YAML reads JSON too, and the comments of neither hurt.
    const value: unknown = parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? Object(value) : null;
  } catch {
    return null;
  }
}

/** A script's configuration isn't run; options that it writes as literals can be read all the same. */
function literalStyle(sources: Sources, above: string, text: string, major: number): Partial<Style> {
  const options = Object.fromEntries(
    [...text.matchAll(/^\s*["']?(\w+)["']?\s*:\s*(true|false|\d+|'[^']*'|"[^"]*")/gm)].map(
      ([, key = '', value = '']) => [
        key,
        value === 'true'
          ? true
          : value === 'false'
            ? false
            : /^\d/.test(value)
              ? Number(value)
              : value.slice(1, -1),
      ],
    ),
  );
  const complete = !/\.\.\.|require\(|extends|import /.test(text);
  return complete ? prettierStyle(sources, above, options, major) : givenStyle(options);
}

/** Prettier's options with its defaults; the ones of .editorconfig stand between both. */
function prettierStyle(
  sources: Sources,
  above: string,
  options: Readonly<Record<string, unknown>>,
  major: number,
): Partial<Style> {
  const defaults: Partial<Style> = {
    quotes: 'double',
    semicolons: true,
    indent: '  ',
    lineWidth: 80,
    trailingCommas: major < 2 ? 'none' : major < 3 ? 'es5' : 'all',
    bracketSpacing: true,
    arrowParens: major < 2 ? 'avoid' : 'always',
  };
  return { ...defaults, ...editorStyle(sources, above), ...givenStyle(options) };
}

/** What the options of Prettier say themselves. */
function givenStyle(options: Readonly<Record<string, unknown>>): Partial<Style> {
  const {
    singleQuote,
    semi,
    useTabs,
    tabWidth,
    printWidth,
    trailingComma,
    bracketSpacing,
    arrowParens,
    endOfLine,
  } = options;
  const style: { -readonly [K in keyof Style]?: Style[K] } = {};
  if (typeof singleQuote === 'boolean') style.quotes = singleQuote ? 'single' : 'double';
  if (typeof semi === 'boolean') style.semicolons = semi;
  if (typeof tabWidth === 'number') style.indent = ' '.repeat(tabWidth);
  if (useTabs === true) style.indent = '\t';
  if (typeof printWidth === 'number') style.lineWidth = printWidth;
  if (trailingComma === 'none' || trailingComma === 'es5' || trailingComma === 'all') {
    style.trailingCommas = trailingComma;
  }
  if (typeof bracketSpacing === 'boolean') style.bracketSpacing = bracketSpacing;
  if (arrowParens === 'always' || arrowParens === 'avoid') style.arrowParens = arrowParens;
  if (endOfLine === 'crlf') style.eol = '\r\n';
  if (endOfLine === 'lf') style.eol = '\n';
  return style;
}

function biomeAt(sources: Sources, above: string): FormatterStyle | null {
  const file = ['biome.json', 'biome.jsonc'].map((name) => above + name).find((name) => sources.exists(name));
  if (file === undefined) return null;
  const text = sources.read(file) ?? '';
  const option = (name: string): unknown =>
    jsonValue(text, ['javascript', 'formatter', name]) ?? jsonValue(text, ['formatter', name]);
  if (option('enabled') === false) return null;
  const spaces = option('indentStyle') === 'space';
  const commas = option('trailingCommas') ?? option('trailingComma');
  return {
    file,
    style: {
      quotes: option('quoteStyle') === 'single' ? 'single' : 'double',
      semicolons: option('semicolons') !== 'asNeeded',
      indent: spaces ? ' '.repeat(Number(option('indentWidth') ?? option('indentSize') ?? 2)) : '\t',
      lineWidth: Number(option('lineWidth') ?? 80),
      trailingCommas: commas === 'none' || commas === 'es5' ? commas : 'all',
      bracketSpacing: option('bracketSpacing') !== false,
      arrowParens: option('arrowParentheses') === 'asNeeded' ? 'avoid' : 'always',
      ...(option('lineEnding') === 'crlf' ? { eol: '\r\n' } : {}),
    },
  };
}

/** What .editorconfig says for TypeScript: the sections are read in order, later ones win. */
export function editorStyle(sources: Sources, above = ''): Partial<Style> {
  const text = sources.read(`${above}.editorconfig`) ?? '';
  const values: Record<string, string> = {};
  let applies = true;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) applies = section === '*' || /\bts\b|\*\.\{?[^}]*ts/.test(section);
    const [, key, value] = /^\s*([\w-]+)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    if (applies && key !== undefined && value !== undefined) values[key.toLowerCase()] = value.toLowerCase();
  }
  const style: { -readonly [K in keyof Style]?: Style[K] } = {};
  const size = Number(values.indent_size ?? values.tab_width);
  if (values.indent_style === 'tab') style.indent = '\t';
  else if (values.indent_style === 'space' && size > 0) style.indent = ' '.repeat(size);
  if (values.end_of_line === 'crlf') style.eol = '\r\n';
  if (Number(values.max_line_length) > 0) style.lineWidth = Number(values.max_line_length);
  return style;
}
