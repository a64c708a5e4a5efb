/**
 * Remembers what `parse` gave for the text that it was last asked for: an edit looks at the same text several times, and a
 * project's package.json takes dozens of edits in a row.
 */
export function forLastText<T>(parse: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly result: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: parse(text) };
    return last.result;
  };
}
