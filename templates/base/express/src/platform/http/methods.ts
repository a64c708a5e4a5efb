import type { Application } from 'express';

/** The part of a layer of Express' router that finding a path needs. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly unknown[] };
  /** The part of the path that `match` took, in router 2.2. */
  readonly path?: string;
  /** Answers with what it took, since router 2.3. */
  match(path: string): boolean | { readonly path: string };
}

/** The methods of all routes that `path` fits, sorted, for the `Allow` header; empty when there is no such path. */
export function methodsOf(app: Application, path: string): readonly string[] {
  const methods = new Set<string>();
  collect(app.router.stack, path, methods);
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function collect(stack: readonly unknown[], path: string, methods: Set<string>): void {
  for (const layer of stack) {
    if (!isLayer(layer)) continue;
    const match = layer.match(path);
    if (match === false) continue;
    for (const method of Object.keys(layer.route?.methods ?? {})) methods.add(method.toUpperCase());
    if (layer.handle.stack === undefined) continue;
    const taken = match === true ? (layer.path ?? '') : match.path;
    collect(layer.handle.stack, path.slice(taken.length) || '/', methods);
  }
}

function isLayer(value: unknown): value is Layer {
  return typeof value === 'object' && value !== null && 'match' in value && 'handle' in value;
}
