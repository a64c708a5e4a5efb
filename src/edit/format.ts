import type { Options } from 'prettier';
import type { Style } from '../project/host.js';

/** Formats TypeScript in a project's style. Throws for text that isn't TypeScript. */
export async function formatTypeScript(text: string, style: Style): Promise<string> {
  return format(text, {
    singleQuote: style.quotes === 'single',
    semi: style.semicolons,
    useTabs: style.indent === '\t',
    // What the usual formatters count a tab as when nobody says otherwise.
    tabWidth: style.indent === '\t' ? 2 : style.indent.length,
    printWidth: style.lineWidth,
    trailingComma: style.trailingCommas,
    bracketSpacing: style.bracketSpacing,
    arrowParens: style.arrowParens,
    endOfLine: style.eol === '\r\n' ? 'crlf' : 'lf',
  });
}

/** Whether two texts of a file say the same, whatever a formatter made of them. */
export async function sameCode(path: string, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  try {
    if (/\.[cm]?tsx?$/.test(path)) return (await wordsOf(one)) === (await wordsOf(other));
    if (path.endsWith('.json')) return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    // What can't be parsed was edited.
  }
  return false;
}

/** A text as one formatter prints it, its imports sorted: formatters differ in their order. */
async function wordsOf(text: string): Promise<string> {
  const lines = (await format(text.replace(/^\uFEFF/, ''), canonical))
    .split('\n')
    .filter((line) => line !== '');
  const imports = lines.filter((line) => line.startsWith('import ')).map(sortedNames);
  const rest = lines.filter((line) => !line.startsWith('import '));
  return [...imports.sort(), ...rest].join('\n');
}

const sortedNames = (line: string): string =>
  line.replace(/\{([^}]*)\}/, (_braces, names: string) => `{${names.split(',').sort().join(',')}}`);

const canonical: Options = {
  printWidth: 10_000,
  objectWrap: 'collapse',
  trailingComma: 'none',
  endOfLine: 'lf',
};

/** Prettier is loaded when something is formatted, and only what TypeScript needs of it. */
async function format(text: string, options: Options): Promise<string> {
  const [{ format: print }, typescript, estree] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/typescript'),
    import('prettier/plugins/estree'),
  ]);
  return print(text, { ...options, parser: 'typescript', plugins: [typescript, estree] });
}
