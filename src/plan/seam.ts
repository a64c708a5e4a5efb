import { type CallFact, code, imported } from '../facts/fact.js';
import { handlerOf } from '../facts/handlers.js';
import type { Adoption, SeamPlace } from '../modules/adopted.js';
import type { Blocked } from './plan.js';
import type { Resolution } from './resolve.js';

export interface SeamNeeds {
  readonly facts: readonly CallFact[];
  readonly blocked: readonly Blocked[];
}

type SeamCall = 'install' | 'finish';

/** The calls that a user's code needs to reach our composition file, and those that have no place. */
export function seamOf({ modules }: Resolution, adoption: Adoption | null): SeamNeeds {
  if (adoption === null || modules.length === 0) return { facts: [], blocked: [] };
  const { install, finish, host } = adoption;
  const facts = [callAt(install, 'install', host.folder)];
  const finishes = modules.some(({ module, context }) =>
    module.wires(context).some(({ anchor }) => anchor === 'finish'),
  );
  if (!finishes) return { facts, blocked: [] };
  if (!('why' in finish)) return { facts: [...facts, callAt(finish, 'finish', host.folder)], blocked: [] };
  const wanted = callAt(install, 'finish', host.folder);
  return {
    facts,
    blocked: [
      {
        file: install.file,
        what: `The place after the last route was not found: ${finish.why}.`,
        explain: handlerOf('call').explain(wanted).split('\n'),
      },
    ],
  };
}

function callAt(place: SeamPlace, anchor: SeamCall, folder: string): CallFact {
  const name = `${anchor}Platform`;
  const index = imported(name, `./${folder}/index`);
  return { kind: 'call', key: anchor, anchor, ...place, code: code`${index}($app)` };
}
