import { compilerOptionHandler } from './compiler-option.js';
import { dependencyHandler } from './dependency.js';
import { envHandler } from './env.js';
import type { CallFact, CodeFact, EnvSchemaFact, Fact, FactHandler, LeadFact, WrapFact } from './fact.js';
import { ignoreHandler } from './ignore.js';
import { scriptHandler } from './script.js';
import { serviceHandler } from './service.js';

type Handlers = { readonly [K in Fact['kind']]: FactHandler<Extract<Fact, { readonly kind: K }>> };

interface SourceHandlers {
  readonly call: FactHandler<CallFact, CodeFact>;
  readonly wrap: FactHandler<WrapFact, CodeFact>;
  readonly lead: FactHandler<LeadFact>;
  readonly envSchema: FactHandler<EnvSchemaFact>;
}

/** Places in sources are found by a TypeScript parser, which takes most of a second to load: only when there are any. */
let loaded: SourceHandlers | null = null;

function parsing(): SourceHandlers {
  if (loaded === null)
    throw new Error('loadSourceHandlers() comes before the first fact about a source file.');
  return loaded;
}

const handlers: Handlers = {
  dependency: dependencyHandler,
  script: scriptHandler,
  env: envHandler,
  ignore: ignoreHandler,
  service: serviceHandler,
  compilerOption: compilerOptionHandler,
  get call() {
    return parsing().call;
  },
  get wrap() {
    return parsing().wrap;
  },
  get lead() {
    return parsing().lead;
  },
  get envSchema() {
    return parsing().envSchema;
  },
};

/** What a kind of fact can do. For those about source files, `loadSourceHandlers` must have been awaited before. */
export function handlerOf<K extends Fact['kind']>(kind: K): Handlers[K] {
  return handlers[kind];
}

/** Loads what facts about source files need, so that `handlerOf('call')` works from then on. */
export async function loadSourceHandlers(): Promise<void> {
  if (loaded !== null) return;
  const [{ callHandler }, { wrapHandler }, { leadHandler }, { envSchemaHandler }] = await Promise.all([
    import('./call.js'),
    import('./wrap.js'),
    import('./lead.js'),
    import('./env-schema.js'),
  ]);
  loaded = { call: callHandler, wrap: wrapHandler, lead: leadHandler, envSchema: envSchemaHandler };
}
