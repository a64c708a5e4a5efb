import { cutStatement, placeBehind, putStatement, usesSemicolons } from '../edit/calls.js';
import { importLineOf, specifierIn } from '../edit/imports.js';
import type { Outline, Statement } from '../edit/outline.js';
import { readSource } from '../edit/source.js';
import { bodyStart, indentAt, lineStart } from '../edit/splice.js';
import type { FactHandler, LeadFact, PutResult } from './fact.js';

const blocked = (reason: string): PutResult => ({ outcome: 'blocked', reason });

const lineOf = (outline: Outline, { module: from, alias }: LeadFact) =>
  importLineOf(outline, alias === undefined ? { from } : { from, alias });

/** The statement that runs first: directives say something about the file, and do nothing. */
const firstOf = ({ module }: Outline): Statement | undefined =>
  module.statements.find(
    ({ kind, expressions }) => kind !== 'expression' || expressions[0]?.kind !== 'string',
  );

const codeOf = (fact: LeadFact, quote: string): string => {
  const { file, module: from, suffix, alias } = fact;
  const request = alias === undefined ? { from } : { from, alias };
  return `import ${quote}${specifierIn(file, request, suffix)}${quote}`;
};

/** An import that comes before all others of a file, for what it does when it is loaded. */
export const leadHandler: FactHandler<LeadFact> = {
  /** Behind others it may be where the user needs it: something else must come first there too. */
  find(text, fact) {
    return text !== null && lineOf(readSource(fact.file, text), fact) !== undefined ? 'present' : 'absent';
  },

  put(text, fact) {
    if (text === null) return blocked(`${fact.file} does not exist.`);
    const outline = readSource(fact.file, text);
    if (lineOf(outline, fact) !== undefined) return { outcome: 'done', text, state: 'found', marks: [] };
    const problem = outline.problems[0];
    if (problem !== undefined) return blocked(`${fact.file} has a syntax error (${problem}).`);
    const first = firstOf(outline);
    if (first === undefined) return blocked(`${fact.file} has no statement.`);
    const start = bodyStart(text, lineStart(text, first.start));
    if (text.slice(start, first.start).trim() !== '' || placeBehind(text, first) === null)
      return blocked(`The first statement of ${fact.file} shares its line with others.`);
    const model = outline.importLines[0];
    const semicolons = model === undefined ? usesSemicolons(outline) : text[model.end - 1] === ';';
    const place = { offset: start, indent: indentAt(text, first.start) };
    const code = codeOf(fact, model?.quote ?? "'");
    return { outcome: 'done', text: putStatement(text, place, code, semicolons), state: 'ours', marks: [] };
  },

  cut(text, fact) {
    const line = text === null ? undefined : lineOf(readSource(fact.file, text), fact);
    return { text: text === null || line === undefined ? text : cutStatement(text, line), unmark: [] };
  },

  explain: (fact) => `In ${fact.file}, before all other imports:\n  ${codeOf(fact, "'")};`,
};
