import type { Fact } from '../facts/fact.js';
import { loadSourceHandlers } from '../facts/handlers.js';
import type { Adoption } from '../modules/adopted.js';
import type { Seed } from '../modules/module.js';
import { packageManagerSettings } from '../packages/package-managers.js';
import { BackendError } from '../project/errors.js';
import { manifestPath, printManifest, readManifest } from '../project/manifest.js';
import type { Tree } from '../tree/tree.js';
import { type Applied, appliedPath, basesPath, printApplied, printBases } from './applied.js';
import { checkStaged } from './check.js';
import { canonicalFacts, stageFacts } from './facts.js';
import { renderFilesFor, seedsOf, type WantedFile } from './files.js';
import { factsInHost, fileInHost } from './host-files.js';
import { stageOwnedFiles } from './owned.js';
import type { Note, Plan } from './plan.js';
import { type Answers, type Resolution, resolve } from './resolve.js';
import { manifestSchema } from './schema.js';
import { seamOf } from './seam.js';
import { stageSeeds } from './seeds.js';

export interface ReconcileInput {
  /** The project as it is; changes are staged here, and nothing is written to the disk. */
  readonly tree: Tree;
  /** What was applied before; null for a project that we never touched. */
  readonly applied: Applied | null;
  /** What the backend should be. */
  readonly to: Answers;
  /** The project's name. */
  readonly name: string;
  /** What the project is, when create-backend didn't make it. */
  readonly adoption?: Adoption | null;
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
  const { tree, applied, to, name, adoption = null, manual = false, force = false } = input;
  const resolution = resolve(to, name, adoption);
  refuseProblems(resolution);
  if (adoption !== null) await loadSourceHandlers();
  const seeds = await stageSeeds(tree, applied, await seedsIn(resolution, adoption));
  const seam = seamOf(resolution, adoption);
  const wantedFacts = factsOf(resolution, adoption, seam);
  const wanted = [
    ...ownWords(resolution, adoption),
    ...(adoption === null ? installerSettings(resolution, wantedFacts) : []),
    ...(await renderFilesFor(resolution, name, adoption)),
  ];
  const rewritten = rewrittenBy(resolution, applied);
  const owned = await stageOwnedFiles({ tree, applied, wanted, rewritten: rewritten?.option ?? null, force });
  const facts = stageFacts({ tree, applied, wanted: wantedFacts, manual });
  const record = {
    answers: resolution.answers,
    modules: Object.fromEntries(resolution.modules.map(({ module }) => [module.id, module.version])),
    files: owned.files,
    seeds: seeds.seeds,
    facts: facts.facts,
    marks: facts.marks,
    adoption,
  };
  const found =
    adoption === null ? [] : await checkStaged(tree, facts.facts, wanted, adoption.host.alias?.prefix ?? '');
  stageRecord(tree, record, new Map([...owned.bases, ...seeds.bases]));
  return {
    changes: tree.changes(),
    blocked: [...owned.blocked, ...facts.blocked, ...found],
    notes: [
      ...newNotes(resolution, applied, name, adoption),
      ...(rewritten === null ? [] : [{ text: rewritten.note }]),
      ...owned.notes,
      ...seeds.notes,
      ...facts.notes,
    ],
    nextSteps: resolution.modules.flatMap(({ module, context }) => module.nextSteps(context)),
    answers: resolution.answers,
    added: resolution.added,
  };
}

/** The changed answer for which code is written anew instead of merged, such as `database.orm`; null when there is none. */
function rewrittenBy(
  { modules }: Resolution,
  applied: Applied | null,
): { readonly option: string; readonly note: string } | null {
  for (const { module, context } of modules) {
    const before = applied?.answers[module.id];
    if (before === undefined) continue;
    for (const [name, spec] of Object.entries(module.options)) {
      if (spec.type !== 'choice' || spec.rewrites === undefined) continue;
      if (before[name] !== undefined && before[name] !== context.options[name]) {
        return { option: `${module.id}.${name}`, note: spec.rewrites };
      }
    }
  }
  return null;
}

/** What modules want to be known, without what they said when they came. */
function newNotes(
  resolution: Resolution,
  applied: Applied | null,
  name: string,
  adoption: Adoption | null,
): readonly Note[] {
  const notesOf = ({ modules }: Resolution): readonly string[] =>
    modules.flatMap(({ module, context }) => module.notes(context));
  const said = applied === null ? [] : notesOf(resolve(applied.answers, name, adoption));
  return notesOf(resolution)
    .filter((text) => !said.includes(text))
    .map((text) => ({ text }));
}

/**
 * Writes what was asked for and done beside the backend. In a backend that create-backend didn't make nothing of it
 * stays when the last module goes.
 */
function stageRecord(tree: Tree, record: Applied, bases: ReadonlyMap<string, string>): void {
  const { answers, adoption } = record;
  if (isLeft(record)) {
    for (const path of [basesPath, manifestPath, appliedPath]) tree.delete(path);
    return;
  }
  tree.write(basesPath, printBases(bases));
  if (!sameAnswers(tree, answers)) {
    tree.write(manifestPath, printManifest({ adopted: adoption?.host.framework ?? null, modules: answers }));
  }
  tree.write(appliedPath, printApplied(record));
}

/** Whether an adopted backend has no module any more. */
const isLeft = ({ answers, adoption }: Pick<Applied, 'answers' | 'adoption'>): boolean =>
  adoption !== null && Object.keys(answers).length === 0;

/** The facts of a resolved set; compose services are only there for a project that has a compose file of ours. */
function factsOf(resolution: Resolution, adoption: Adoption | null, seam: readonly Fact[]): readonly Fact[] {
  const docker = resolution.modules.some(({ module }) => module.id === 'docker');
  const facts = resolution.modules
    .flatMap(({ module, context }) => module.facts(context))
    .filter(({ kind }) => kind !== 'service' || docker);
  if (adoption === null) return canonicalFacts(facts);
  return canonicalFacts([...facts.flatMap((fact) => factsInHost(fact, adoption.host)), ...seam]);
}

/** The seeds of a resolved set, where the project has them. */
async function seedsIn(resolution: Resolution, adoption: Adoption | null): Promise<readonly Seed[]> {
  const seeds = seedsOf(resolution);
  if (adoption === null) return seeds;
  return Promise.all(seeds.map((seed) => fileInHost({ ...seed, module: '' }, adoption.host)));
}

/** What the package manager must be told of this very set of dependencies, such as whose build scripts may run. */
function installerSettings(resolution: Resolution, facts: readonly Fact[]): readonly WantedFile[] {
  const packageManager = String(resolution.answers.app?.packageManager);
  const dependencies = facts.filter(({ kind }) => kind === 'dependency').map(({ key }) => key);
  const settings = packageManagerSettings(packageManager, dependencies);
  return settings === null ? [] : [{ ...settings, module: 'app' }];
}

/** The files of `.backend/` that are the same in every project. */
function ownWords({ answers }: Resolution, adoption: Adoption | null): readonly WantedFile[] {
  if (isLeft({ answers, adoption })) return [];
  const text = `${JSON.stringify(manifestSchema(adoption), null, 2)}\n`;
  return [
    { path: '.backend/.gitattributes', module: 'app', text: '* linguist-generated\n' },
    { path: '.backend/.gitignore', module: 'app', text: 'journal/\n' },
    { path: '.backend/schema.json', module: 'app', text },
  ];
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
