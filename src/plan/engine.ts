import Handlebars from 'handlebars';
import { compileOptions, helpers } from './prepare.js';

export type Compiled = (view: object) => string;

const engine = Handlebars.create();
engine.registerHelper(helpers);
const compiled = new Map<string, Compiled>();

/**
 * The function that a prepared template is rendered by. The bundle has this module replaced by one whose templates were
 * compiled when it was built.
 */
export function compileTemplate(_from: string, prepared: string): Compiled {
  let known = compiled.get(prepared);
  if (known === undefined) {
    known = engine.compile(prepared, compileOptions);
    compiled.set(prepared, known);
  }
  return known;
}
