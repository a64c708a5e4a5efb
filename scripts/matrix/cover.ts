import { type Rendered, specifiersOf, targetOf } from './rendered.js';

/** A file of a rendered set whose own text, or the text of a file that it imports, was not seen in an earlier set. */
export interface CoveringSet {
  readonly rendered: Rendered;
  readonly paths: readonly string[];
}

/**
 * Chooses, while sets are rendered one after the other, those that must be type-checked: whether a file's types fit depends
 * on its text and on the texts of what it imports, so a file is checked once for every such pair that occurs.
 */
export class Cover {
  readonly texts = new Map<string, Map<string, number>>();
  readonly #pairs = new Set<string>();
  readonly sets: CoveringSet[] = [];

  add(rendered: Rendered): void {
    const paths: string[] = [];
    for (const { path, text } of rendered.files.values()) {
      const id = this.#idOf(path, text);
      if (!path.endsWith('.ts')) continue;
      let fresh = this.#fresh(`${path}#${id}`);
      for (const specifier of specifiersOf(text)) {
        const target = targetOf(path, specifier);
        const imported = target === null ? undefined : rendered.files.get(target);
        if (target === null) continue;
        if (imported === undefined)
          throw new Error(`${path} imports ${specifier}, which this set doesn't have.`);
        if (this.#fresh(`${path}#${id} ${target}#${this.#idOf(target, imported.text)}`)) fresh = true;
      }
      if (fresh) paths.push(path);
    }
    if (paths.length > 0) this.sets.push({ rendered, paths });
  }

  #idOf(path: string, text: string): number {
    const ids = this.texts.get(path) ?? new Map<string, number>();
    const id = ids.get(text) ?? ids.size;
    this.texts.set(path, ids.set(text, id));
    return id;
  }

  #fresh(key: string): boolean {
    if (this.#pairs.has(key)) return false;
    this.#pairs.add(key);
    return true;
  }
}
