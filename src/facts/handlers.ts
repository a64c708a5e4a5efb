import { compilerOptionHandler } from './compiler-option.js';
import { dependencyHandler } from './dependency.js';
import { envHandler } from './env.js';
import type { Fact, FactHandler } from './fact.js';
import { ignoreHandler } from './ignore.js';
import { scriptHandler } from './script.js';
import { serviceHandler } from './service.js';

/** The kinds whose facts are about the text of one file; `call` needs the user's program and has its own entry. */
export type TextFact = Exclude<Fact, { readonly kind: 'call' }>;

const handlers: { readonly [K in TextFact['kind']]: FactHandler<Extract<TextFact, { readonly kind: K }>> } = {
  dependency: dependencyHandler,
  script: scriptHandler,
  env: envHandler,
  ignore: ignoreHandler,
  service: serviceHandler,
  compilerOption: compilerOptionHandler,
};

/** What a kind of fact can do. */
export function handlerOf<K extends TextFact['kind']>(
  kind: K,
): FactHandler<Extract<TextFact, { readonly kind: K }>> {
  return handlers[kind];
}
