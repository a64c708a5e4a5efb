import { type CallFact, code, imported } from '../facts/fact.js';
import type { Adoption, SeamPlace } from '../modules/adopted.js';
import type { Resolution } from './resolve.js';

/** The calls that a user's code needs to reach our composition file. One without a place can't be put, which says why. */
export function seamOf({ modules }: Resolution, adoption: Adoption | null): readonly CallFact[] {
  if (adoption === null || modules.length === 0) return [];
  const { install, finish, host } = adoption;
  const first = callAt(install, 'install', host.folder);
  const finishes = modules.some(({ module, context }) =>
    module.wires(context).some(({ anchor }) => anchor === 'finish'),
  );
  if (!finishes) return [first];
  return [first, callAt('why' in finish ? { ...install, near: nowhere } : finish, 'finish', host.folder)];
}

/** No statement says nothing. */
const nowhere: SeamPlace['near'] = { side: 'behind', words: '', description: '' };

function callAt(place: SeamPlace, anchor: 'install' | 'finish', folder: string): CallFact {
  const name = `${anchor}Platform`;
  const { alias } = place;
  const index = { ...imported(name, `./${folder}/index`), ...(alias === undefined ? {} : { alias }) };
  return { kind: 'call', key: anchor, anchor, ...place, code: code`${index}($app)` };
}
