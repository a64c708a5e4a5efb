import { dependencyHandler } from './dependency.js';
import { envHandler } from './env.js';
import type { Fact, FactHandler } from './fact.js';
import { ignoreHandler } from './ignore.js';
import { scriptHandler } from './script.js';

/** The kinds whose facts are about one file of text; `call` needs the user's program and has its own entry. */
type TextFact = Exclude<Fact, { readonly kind: 'call' | 'service' | 'compilerOption' }>;

const handlers: { readonly [K in TextFact['kind']]: FactHandler<Extract<TextFact, { readonly kind: K }>> } = {
  dependency: dependencyHandler,
  script: scriptHandler,
  env: envHandler,
  ignore: ignoreHandler,
};

/** What a kind of fact can do. */
export function handlerOf<K extends TextFact['kind']>(
  kind: K,
): FactHandler<Extract<TextFact, { readonly kind: K }>> {
  return handlers[kind];
}
