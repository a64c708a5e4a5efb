/** A handlebars tag alone on its line, behind the comment sign of the file's language. */
const commentedTag = /^[ \t]*(?:\/\/|#)[ \t]*(\{\{\{?[#/~]?.*\}?\}\})[ \t]*$/gm;
const wiresLine = /^([ \t]*)(?:\/\/|#)?[ \t]*\{\{\{wires "(\w+)"\}\}\}[ \t]*$/gm;

/** A line that stands where the lines of an anchor go; no text holds these characters. */
export const wiresToken = /\uE000(\w+)\uE000([ \t]*)\uE000\r?\n/g;

/** The handlebars source of a template: tags freed from their comments, anchors turned into tokens. */
export function prepareTemplate(template: string): string {
  return template
    .replace(wiresLine, (_line, indent: string, anchor: string) => `\uE000${anchor}\uE000${indent}\uE000`)
    .replace(commentedTag, (_line, tag: string) => tag);
}

/** What handlebars is told: an unknown name is an error, and nothing is escaped as HTML. */
export const compileOptions = { strict: true, noEscape: true } as const;

/** What conditions of templates may use. */
export const helpers = {
  and: (...values: unknown[]): boolean => values.slice(0, -1).every(Boolean),
  or: (...values: unknown[]): boolean => values.slice(0, -1).some(Boolean),
  not: (value: unknown): boolean => !value,
  eq: (a: unknown, b: unknown): boolean => a === b,
};
