/** Knows which methods a path answers to, for the `Allow` header of a 405. Only asked when no route was found. */
export class RouteTable {
  readonly #routes: { readonly path: RegExp; readonly methods: readonly string[] }[] = [];

  /** Adds a route as it is declared: `/products/:id`, `/files/*`. */
  add(template: string, methods: readonly string[]): void {
    const pattern = template
      .replace(/\/$/, '')
      .split('/')
      .map((part) => {
        if (part === '*') return '.*';
        return part.startsWith(':') ? '[^/]+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      })
      .join('/');
    this.#routes.push({ path: new RegExp(`^${pattern}/?$`), methods });
  }

  /** The methods of all routes that `path` fits, sorted; empty when there is no such path. */
  methodsOf(path: string): readonly string[] {
    const fitting = this.#routes.filter(({ path: pattern }) => pattern.test(path));
    return [...new Set(fitting.flatMap(({ methods }) => methods))].sort();
  }
}
