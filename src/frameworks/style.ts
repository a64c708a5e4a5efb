import { posix } from 'node:path';
import type { Style } from '../project/host.js';
import { editorStyle, formatterStyle } from './formatter.js';
import type { Sources } from './sources.js';

/** A text of the project with its path. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The style of a project: what its formatter is told, else what most of its files do. `from` is the file that says it. */
export function readStyle(
  sources: Sources,
  files: readonly Source[],
): { readonly style: Style; readonly from: string | null } {
  const told = formatterStyle(sources);
  const seen = styleOfFiles(files.map(({ text }) => text));
  const style = { ...seen, ...editorStyle(sources), ...told?.style };
  // Git may check out other line endings than a formatter writes, so the files have the last word.
  const eol = files.length > 0 ? seen.eol : style.eol;
  return {
    style: { ...style, eol, fileNames: fileNamesOf(files.map(({ file }) => file)) },
    from: told?.file ?? null,
  };
}

type Counted = Omit<Style, 'fileNames'>;

function styleOfFiles(texts: readonly string[]): Counted {
  const count = (pattern: RegExp): number =>
    texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
  const crlf = texts.filter((text) => text.includes('\r\n')).length;
  const lines = texts.filter((text) => text.includes('\n')).length;
  const [single, double] = [count(/(?:from|require\() *'/g), count(/(?:from|require\() *"/g)];
  const ended = count(/^(?:import|export|const|let|return|\s+(?:const|return)) ?[^\n]*;[ \t]*\r?$/gm);
  const open = count(/^(?:import|export \{|const|let|\s+(?:const|return)) ?[^\n]*[\w)\]'"`}][ \t]*\r?$/gm);
  const trailing = count(/^[ \t]*(?:[\w$'"-]+: [^\n]*|[\w$]+),[ \t]*\r?\n\s*[}\]]/gm);
  // The last entry of an object; a member of an interface ends in the name of a type.
  const bare =
    count(/^[ \t]*[\w$'"-]+: (?!(?:[a-z]+|[A-Z]\w*)(?:\[\])?[ \t]*\r?\n)[^\n]*[\w)\]'"}][ \t]*\r?\n\s*\}/gm) +
    count(/^[ \t]+[\w$]+[ \t]*\r?\n\} from /gm);
  const callTrailing = count(/,[ \t]*\r?\n\s*\)/g);
  return {
    quotes: double > single ? 'double' : 'single',
    semicolons: ended >= open || ended + open === 0,
    indent: indentOf(texts),
    eol: crlf * 2 > lines ? '\r\n' : '\n',
    lineWidth: 80,
    trailingCommas: trailing < bare ? 'none' : callTrailing > 0 || trailing === 0 ? 'all' : 'es5',
    bracketSpacing: count(/import (?:type )?\{\S/g) <= count(/import (?:type )?\{\s/g),
    arrowParens:
      count(/(?<=(?:[(,=]|\basync) ?)[a-z_$][\w$]* =>/g) > count(/\(\w+\) =>/g) ? 'avoid' : 'always',
  };
}

/** One step of indentation: what most files' indented lines go in by. */
function indentOf(texts: readonly string[]): string {
  const votes = new Map<string, number>();
  for (const text of texts) {
    const lines = text.match(/^(?:\t| {2,8})(?=[^\s*])/gm) ?? [];
    const tabs = lines.filter((line) => line === '\t').length;
    const widths = lines.filter((line) => line !== '\t').map((line) => line.length);
    const unit = tabs > widths.length ? '\t' : ' '.repeat(Math.min(...widths, 8));
    if (lines.length > 0) votes.set(unit, (votes.get(unit) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '  ';
}

/** How most names of several words are written; `users.service.ts` and `route-cache.ts` are one habit. */
export function fileNamesOf(files: readonly string[]): Style['fileNames'] {
  const count = { kebab: 0, camel: 0, snake: 0, pascal: 0 };
  for (const file of new Set(files)) {
    const name = posix.basename(file).replace(/\.[cm]?tsx?$/, '');
    const [first = ''] = name.split('.');
    if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(first)) count.kebab += 1;
    else if (/^[a-z0-9]+(_[a-z0-9]+)+$/.test(first)) count.snake += 1;
    else if (/^[a-z][a-z0-9]*[A-Z]/.test(first)) count.camel += 1;
    else if (/^[A-Z][A-Za-z0-9]*$/.test(first)) count.pascal += 1;
    else if (/^[a-z0-9]+\.[a-z]+$/.test(name)) count.kebab += 1;
  }
  const habits: readonly Style['fileNames'][] = ['kebab', 'camel', 'snake', 'pascal'];
  return [...habits].sort((a, b) => count[b] - count[a])[0] ?? 'kebab';
}
