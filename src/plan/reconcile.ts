import type { Fact } from '../facts/fact.js';
import { packageManagerSettings } from '../packages/package-managers.js';
import { BackendError } from '../project/errors.js';
import { manifestPath, printManifest, readManifest } from '../project/manifest.js';
import { hashText, type Tree } from '../tree/tree.js';
import { type Applied, appliedPath, basesPath, printApplied, printBases } from './applied.js';
import { canonicalFacts, stageFacts } from './facts.js';
import { renderFiles, seedsOf, type WantedFile } from './files.js';
import { stageOwnedFiles } from './owned.js';
import type { Plan } from './plan.js';
import { type Answers, type Resolution, resolve } from './resolve.js';
import { manifestSchema } from './schema.js';

export interface ReconcileInput {
  /** The project as it is; changes are staged here, and nothing is written to the disk. */
  readonly tree: Tree;
  /** What was applied before; null for a project that we never touched. */
  readonly applied: Applied | null;
  /** What the backend should be. */
  readonly to: Answers;
  /** The project's name. */
  readonly name: string;
  /** Applies what can be, and records the rest as manual. */
  readonly manual?: boolean;
  /** Overwrites and removes owned files that the user edited. */
  readonly force?: boolean;
}

/**
 * Works out how to get from what is there to what is asked for. Pure: no prompt, no clock, no network, no write.
 * Throws a BackendError of kind `usage` when the answers make no sense.
 */
export async function reconcile(input: ReconcileInput): Promise<Plan> {
  const { tree, applied, to, name, manual = false, force = false } = input;
  const resolution = resolve(to, name);
  refuseProblems(resolution);
  const seeds = stageSeeds(tree, applied, resolution);
  const wantedFacts = factsOf(resolution);
  const wanted = [
    ...ownWords(),
    ...installerSettings(resolution, wantedFacts),
    ...renderFiles(resolution, name),
  ];
  const owned = stageOwnedFiles({ tree, applied, wanted, force });
  const facts = stageFacts({ tree, applied, wanted: wantedFacts, manual });
  tree.write(basesPath, printBases(owned.bases));
  if (!sameAnswers(tree, resolution.answers)) {
    tree.write(manifestPath, printManifest({ modules: resolution.answers }));
  }
  tree.write(
    appliedPath,
    printApplied({
      answers: resolution.answers,
      modules: Object.fromEntries(resolution.modules.map(({ module }) => [module.id, module.version])),
      files: owned.files,
      seeds,
      facts: facts.facts,
      marks: facts.marks,
    }),
  );
  return {
    changes: tree.changes(),
    blocked: [...owned.blocked, ...facts.blocked],
    notes: [...owned.notes, ...facts.notes],
    nextSteps: resolution.modules.flatMap(({ module, context }) => module.nextSteps(context)),
    answers: resolution.answers,
    added: resolution.added,
  };
}

/** The facts of a resolved set; compose services are only there for a project that has a compose file of ours. */
function factsOf(resolution: Resolution): readonly Fact[] {
  const docker = resolution.modules.some(({ module }) => module.id === 'docker');
  const facts = resolution.modules.flatMap(({ module, context }) => module.facts(context));
  return canonicalFacts(facts.filter(({ kind }) => kind !== 'service' || docker));
}

/** What the package manager must be told of this very set of dependencies, such as whose build scripts may run. */
function installerSettings(resolution: Resolution, facts: readonly Fact[]): readonly WantedFile[] {
  const packageManager = String(resolution.answers.app?.packageManager);
  const dependencies = facts.filter(({ kind }) => kind === 'dependency').map(({ key }) => key);
  const settings = packageManagerSettings(packageManager, dependencies);
  return settings === null ? [] : [{ ...settings, module: 'app' }];
}

/** The files of `.backend/` that are the same in every project. */
function ownWords(): readonly WantedFile[] {
  const text = `${JSON.stringify(manifestSchema(), null, 2)}\n`;
  return [
    { path: '.backend/.gitattributes', module: 'app', text: '* linguist-generated\n' },
    { path: '.backend/.gitignore', module: 'app', text: 'journal/\n' },
    { path: '.backend/schema.json', module: 'app', text },
  ];
}

/** Writes what is missing and never touched again; takes back what is no longer wanted and still as we wrote it. */
function stageSeeds(
  tree: Tree,
  applied: Applied | null,
  resolution: Resolution,
): Readonly<Record<string, string>> {
  const seeds: Record<string, string> = {};
  const wanted = seedsOf(resolution);
  for (const [path, hash] of Object.entries(applied?.seeds ?? {})) {
    const current = tree.read(path);
    if (wanted.some((seed) => seed.path === path)) seeds[path] = hash;
    else if (current !== null && hashText(current) === hash) tree.delete(path);
  }
  for (const { path, text } of wanted) {
    if (path in seeds || tree.exists(path)) continue;
    tree.write(path, text);
    seeds[path] = hashText(text);
  }
  return Object.fromEntries(Object.entries(seeds).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether `backend.json` is there and says these answers, in this order. */
function sameAnswers(tree: Tree, answers: Answers): boolean {
  return JSON.stringify(readManifest(tree)?.modules) === JSON.stringify(answers);
}

function refuseProblems({ problems }: Resolution): void {
  const [first, ...others] = problems;
  if (first === undefined) return;
  throw new BackendError('usage', {
    code: first.code,
    what: first.what,
    why: first.why,
    details: others.map(({ what, why }) => `${what} ${why}`),
    next: 'Change the answer and run the command again.',
  });
}
