import type { Module, OptionValues } from '../../src/modules/module.js';
import { modules } from '../../src/modules/registry.js';
import { type Answers, resolve } from '../../src/plan/resolve.js';

/** Modules whose files hold no TypeScript of the backend: they are combined among themselves, not with all others. */
const besideTheCode = new Set(['secrets', 'docker', 'ci']);

/** Every set of answers that is accepted and whose code can differ, once. */
export function codeCombinations(): Answers[] {
  return product(
    modules.filter(({ id, role }) => role !== 'internal' && !besideTheCode.has(id)),
    (module, key) => (module.id === 'app' && key === 'packageManager' ? ['npm'] : null),
  );
}

/** Every set of answers that decides about Docker, CI and package manager files. */
export function deliveryCombinations(): Answers[] {
  const deciding = new Set(['app', 'queue', 'cache', 'monitoring', 'health', 'testing', ...besideTheCode]);
  return product(
    modules.filter(({ id }) => deciding.has(id)),
    () => null,
  );
}

function product(
  among: readonly Module[],
  only: (module: Module, key: string) => readonly string[] | null,
): Answers[] {
  let sets: Answers[] = [{}];
  for (const module of among) {
    const answers = optionSets(module, only);
    sets = sets.flatMap((set) => [
      ...(module.role === 'base' ? [] : [set]),
      ...answers.map((options): Answers => ({ ...set, [module.id]: options })),
    ]);
  }
  // A set that lacks what it requires resolves to another one of the product.
  return sets.filter((set) => {
    const { added, problems } = resolve(set, 'shop');
    return added.length === 0 && problems.length === 0;
  });
}

function optionSets(
  module: Module,
  only: (module: Module, key: string) => readonly string[] | null,
): OptionValues[] {
  let sets: OptionValues[] = [{}];
  for (const [key, spec] of Object.entries(module.options)) {
    if (spec.type !== 'choice') continue;
    const values = only(module, key) ?? spec.values.map(({ value }) => value);
    sets = sets.flatMap((set) => values.map((value) => ({ ...set, [key]: value })));
  }
  return sets;
}

/** A short name for a set of answers, for messages. */
export function describe(answers: Answers): string {
  return Object.entries(answers)
    .map(([id, options]) => [id, ...Object.values(options)].join(':'))
    .join(' ');
}
