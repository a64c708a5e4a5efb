import { cutImport, hasImport, type ImportRequest, putImport } from '../edit/imports.js';
import { mentions, readSource } from '../edit/source.js';

/** What a file says before and after the code whose imports it needs. */
interface Edited {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The imports that a piece of code carries, and those that other code of ours has in the same file. */
interface Carried {
  readonly imports: readonly ImportRequest[];
  readonly ours: readonly ImportRequest[];
  readonly suffix: string;
}

export type ImportsPut =
  | { readonly text: string; readonly marks: readonly string[] }
  | { readonly problem: string };

/** The mark of an import that was there before the code that needs it, and stays when that goes. */
const keptMark = (file: string, name: string): string => `${file}#kept-import.${name}`;

/** Imports what a new piece of code needs, as far as the file doesn't do so already. */
export function putImports({ file, before, after }: Edited, { imports, ours, suffix }: Carried): ImportsPut {
  let text = after;
  let known = ours;
  const marks: string[] = [];
  for (const request of imports) {
    const now = readSource(file, text);
    if (hasImport(now, request)) {
      if (!known.some((other) => isSame(other, request))) marks.push(keptMark(file, request.name));
      continue;
    }
    if (mentions(file, before, request.name)) {
      return { problem: `${file} uses the name ${request.name} for something else.` };
    }
    const added = putImport(now, request, known, suffix);
    if (added === null) return { problem: `The imports of ${file} share a line with other code.` };
    text = added;
    known = [...known, request];
  }
  return { text, marks };
}

/** Takes away the imports of code that is gone, as far as nothing else uses them and they weren't there before it. */
export function cutImports(
  file: string,
  after: string,
  imports: readonly ImportRequest[],
  marks: ReadonlySet<string>,
): { readonly text: string; readonly unmark: readonly string[] } {
  let text = after;
  const unmark: string[] = [];
  for (const request of imports) {
    const mark = keptMark(file, request.name);
    if (marks.has(mark)) unmark.push(mark);
    else if (!mentions(file, text, request.name)) text = cutImport(readSource(file, text), request);
  }
  return { text, unmark };
}

const isSame = (a: ImportRequest, b: ImportRequest): boolean => a.name === b.name && a.from === b.from;
