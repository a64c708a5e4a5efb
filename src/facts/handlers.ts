import { compilerOptionHandler } from './compiler-option.js';
import { dependencyHandler } from './dependency.js';
import { envHandler } from './env.js';
import type { CallFact, Fact, FactHandler } from './fact.js';
import { ignoreHandler } from './ignore.js';
import { scriptHandler } from './script.js';
import { serviceHandler } from './service.js';

type Handlers = { readonly [K in Fact['kind']]: FactHandler<Extract<Fact, { readonly kind: K }>> };

/** Calls are found by a TypeScript parser, which takes most of a second to load: only when there is one. */
let loaded: FactHandler<CallFact> | null = null;

const handlers: Handlers = {
  dependency: dependencyHandler,
  script: scriptHandler,
  env: envHandler,
  ignore: ignoreHandler,
  service: serviceHandler,
  compilerOption: compilerOptionHandler,
  get call() {
    if (loaded === null) throw new Error('loadCallHandler() comes before the first call fact.');
    return loaded;
  },
};

/** What a kind of fact can do. For `call`, `loadCallHandler` must have been awaited before. */
export function handlerOf<K extends Fact['kind']>(kind: K): Handlers[K] {
  return handlers[kind];
}

/** Loads what call facts need, so that `handlerOf('call')` works from then on. */
export async function loadCallHandler(): Promise<void> {
  loaded ??= (await import('./call.js')).callHandler;
}
