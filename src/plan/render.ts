import type { Wire, WireAnchor } from '../modules/module.js';
import { compileTemplate } from './engine.js';
import { mergeImports } from './imports.js';
import { prepareTemplate, wiresToken } from './prepare.js';

/** What a template may name. An unknown name is an error. */
export type View = Readonly<Record<string, unknown>>;

/**
 * Renders a template for the path `to`. Templates without a tag are copied as they are.
 * Throws with the template's name for an unknown variable, a broken tag, or braces that are left.
 */
export function render(
  from: string,
  to: string,
  template: string,
  view: View,
  wires: readonly Wire[],
): string {
  if (!template.includes('{{')) return template;
  const used: Wire[] = [];
  const prepared = prepareTemplate(template);
  const rendered = prepared.includes('{{') ? renderTags(from, prepared, view) : prepared;
  const text = rendered.replace(wiresToken, (_token, anchor: string, indent: string) => {
    const lines = wiresAt(wires, anchor as WireAnchor);
    used.push(...lines);
    return lines.map(({ code }) => `${indentAll(code.text, indent)}\n`).join('');
  });
  if (text.includes('{{')) {
    const line = text.slice(0, text.indexOf('{{')).split('\n').length;
    throw new Error(`templates/${from}: braces are left in ${to}:${line}.`);
  }
  return used.length === 0
    ? text
    : mergeImports(
        to,
        text,
        used.flatMap(({ code }) => code.imports),
      );
}

/** The wires of an anchor in their order; what stops runs in the reverse order of what starts. */
export function wiresAt(wires: readonly Wire[], anchor: WireAnchor): readonly Wire[] {
  const sign = anchor === 'stop' ? -1 : 1;
  return wires
    .filter((wire) => wire.anchor === anchor)
    .sort((a, b) => sign * (a.rank - b.rank) || (a.code.text < b.code.text ? -1 : 1));
}

function indentAll(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n');
}

function renderTags(from: string, prepared: string, view: View): string {
  try {
    return compileTemplate(from, prepared)(strictView(view, ''));
  } catch (error) {
    throw new Error(`templates/${from}: ${(error as Error).message}`, { cause: error });
  }
}

/** Handlebars' strict mode lets `{{#if unknown}}` pass; this view doesn't. */
function strictView(view: View, path: string): View {
  return new Proxy(view, {
    get(target, key) {
      if (typeof key === 'symbol' || key in Object.prototype) return Reflect.get(target, key);
      if (!Object.hasOwn(target, key)) throw new Error(`"${path}${key}" is not a variable of templates.`);
      const value = target[key];
      return typeof value === 'object' && value !== null
        ? strictView(value as View, `${path}${key}.`)
        : value;
    },
  });
}
