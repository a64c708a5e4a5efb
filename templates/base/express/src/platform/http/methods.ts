import type { Application } from 'express';

/** The part of a layer of Express' router that finding a path needs. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly unknown[] };
  /** The part of the path that `match` took. */
  readonly path?: string;
  match(path: string): boolean;
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
    if (!isLayer(layer) || !layer.match(path)) continue;
    for (const method of Object.keys(layer.route?.methods ?? {})) methods.add(method.toUpperCase());
    const rest = path.slice(layer.path?.length ?? 0);
    if (layer.handle.stack !== undefined) collect(layer.handle.stack, rest || '/', methods);
  }
}

function isLayer(value: unknown): value is Layer {
  return typeof value === 'object' && value !== null && 'match' in value && 'handle' in value;
}
