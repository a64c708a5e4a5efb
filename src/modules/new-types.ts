import type { Host } from '../project/host.js';

/** What the types of the newest libraries are compiled with: `Buffer` is generic from there on. */
const oldest = { typescript: [5, 7], nodeTypes: [20, 19] } as const;

/** Whether a project can take libraries whose types need a recent TypeScript and recent types of Node. */
export const readsNewTypes = ({ checksLibraries, typescript, nodeTypes }: Host): boolean =>
  !checksLibraries ||
  (isAtLeast(typescript, oldest.typescript) &&
    (nodeTypes === null || isAtLeast(nodeTypes, oldest.nodeTypes)));

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
