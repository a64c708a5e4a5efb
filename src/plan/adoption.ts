import type { AnchorFound } from '../frameworks/anchors.js';
import type { Seam } from '../frameworks/framework.js';
import type { Adoption, SeamPlace } from '../modules/adopted.js';
import { BackendError } from '../project/errors.js';
import type { Host } from '../project/host.js';

type Placed = Extract<AnchorFound, { readonly status: 'found' }>;

/** What is kept of a project when its first module comes: its place for our call is always there. */
export function adoptionOf(host: Host, { anchors, framework, signals }: Seam): Adoption {
  const placeOf = ({ anchor }: Placed): SeamPlace => {
    const { file, app, scope, suffix, alias, near } = anchor;
    return { file, framework, app, scope, suffix, ...(alias === null ? {} : { alias }), near };
  };
  const { install, finish } = anchors;
  if (install.status === 'none') {
    throw new BackendError('blocked', {
      code: 'no-place',
      what: `There is no place for the modules' middleware: ${install.why}.`,
      next: 'Give the app a name and a line of its own, such as: const app = express();',
    });
  }
  return {
    host,
    install: placeOf(install),
    finish: finish.status === 'none' ? { why: finish.why } : placeOf(finish),
    handlesSignals: signals !== null,
  };
}
