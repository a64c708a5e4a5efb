import type { Alias, EnvLibrary, Style } from '../project/host.js';

/**
 * A fact is one thing that must be true in a file that we don't own. Facts are plain data; what each kind
 * knows about reading and editing lives in its handler, one file a kind.
 */
export type Fact =
  | DependencyFact
  | ScriptFact
  | EnvFact
  | IgnoreFact
  | ServiceFact
  | CompilerOptionFact
  | EnvSchemaFact
  | LeadFact
  | CodeFact;

/** Facts about code of the user's: those of one file share its imports. */
export type CodeFact = CallFact | WrapFact;

interface FactBase {
  /** The file it is about, relative to the project's root, with forward slashes. */
  readonly file: string;
  /** What tells it apart from its siblings of the same kind in the same file. */
  readonly key: string;
}

/** An entry of `dependencies` or `devDependencies`; `range` comes from the catalogue. */
export interface DependencyFact extends FactBase {
  readonly kind: 'dependency';
  readonly dev: boolean;
  readonly range: string;
}

/** An entry of `scripts`. Lower ranks stand first among ours. */
export interface ScriptFact extends FactBase {
  readonly kind: 'script';
  readonly command: string;
  readonly rank: number;
}

/** A variable in `.env.example`; variables of one group share a paragraph headed by `# <group>`. */
export interface EnvFact extends FactBase {
  readonly kind: 'env';
  readonly group: string;
  readonly groupRank: number;
  readonly rank: number;
  /** The example value; written as `KEY=value`, or `# KEY=value` when the variable has a default. */
  readonly example: string;
  readonly optional: boolean;
  /** One line above the variable that says what it is. */
  readonly comment: string;
}

/** A line of `.gitignore`, `.dockerignore` and the like; lines of one group stay together. */
export interface IgnoreFact extends FactBase {
  readonly kind: 'ignore';
  readonly rank: number;
}

/** A service of `compose.yaml`: `body` is the YAML of its value, two spaces an indentation, no trailing newline. */
export interface ServiceFact extends FactBase {
  readonly kind: 'service';
  readonly rank: number;
  readonly body: string;
  /** Named volumes that the body uses. */
  readonly volumes: readonly string[];
}

/** An entry of `compilerOptions` in a tsconfig. */
export interface CompilerOptionFact extends FactBase {
  readonly kind: 'compilerOption';
  readonly value: string | boolean | number | readonly string[];
}

/** A variable in the schema that a project checks its environment by; it may be left out there. */
export interface EnvSchemaFact extends FactBase {
  readonly kind: 'envSchema';
  readonly library: EnvLibrary;
}

/** A statement with its imports at an anchor of the user's code: the seam between their app and our composition. */
export interface CallFact extends FactBase {
  readonly kind: 'call';
  readonly anchor: SeamAnchor;
  /** The framework whose adapter finds the anchor. */
  readonly framework: string;
  /** What the app is called in that file: a name, or a path such as `this.app`. */
  readonly app: string;
  /** The function that the anchor is in, `Class.method` for a method; null for the module itself. */
  readonly scope: string | null;
  /** What relative imports end in (`.js` or nothing), where the file has none to go by. */
  readonly suffix: string;
  /** How that file imports others, where it does so by an alias. */
  readonly alias?: Alias;
  /** `$app` in its text stands for the app's name. */
  readonly code: Code;
  /** The statement that it was put next to, which is taken again as long as it is there. */
  readonly near: Near;
}

/** An import that comes before all others of a file, for what it does when it is loaded. */
export interface LeadFact extends FactBase {
  readonly kind: 'lead';
  /** A path from the project's root without suffix, such as `./src/platform/first`. */
  readonly module: string;
  /** What relative imports end in. */
  readonly suffix: string;
  /** How that file imports others, where it does so by an alias. */
  readonly alias?: Alias;
}

/** A call put around an expression of the user's code, with its import: `bustOnWrite(new PrismaClient())`. */
export interface WrapFact extends FactBase {
  readonly kind: 'wrap';
  /** What is called with the expression. */
  readonly wrapper: ImportedName;
  /** What makes the value there, as the file names it: `PrismaClient`, `orm.PrismaClient`. */
  readonly maker: string;
  /** What it is put around: the value that is made, an option that it is made with, or the class that another extends. */
  readonly around: 'value' | 'class' | { readonly option: string };
  /** What relative imports end in, where the file has none to go by. */
  readonly suffix: string;
  /** How the project breaks calls over lines. */
  readonly style: Pick<Style, 'indent' | 'lineWidth' | 'trailingCommas'>;
}

/** A statement of the user's that a call stands next to. */
export interface Near {
  readonly side: 'behind' | 'before';
  /** What it says, without white space, shortened. */
  readonly words: string;
  /** Why there: `after the last body parser`. */
  readonly description: string;
}

/** The places of a user's own code that a framework adapter can find. */
export type SeamAnchor = 'install' | 'finish' | 'start' | 'stop';

/** An expression or statement together with the imports that it needs. */
export interface Code {
  readonly text: string;
  readonly imports: readonly ImportedName[];
}

export interface ImportedName {
  readonly name: string;
  /** A package name, or a path from the project's root without suffix, such as `src/platform/cache/index`. */
  readonly from: string;
  readonly typeOnly: boolean;
  /** How its file is named in imports, where that is by an alias. */
  readonly alias?: Alias;
}

/** Imports `name`; used inside a `code` template. */
export function imported(name: string, from: string): ImportedName {
  return { name, from, typeOnly: false };
}

/** A snippet that carries its own imports: code`await ${imported('connectCache', 'src/platform/cache/index')}();`. */
export function code(strings: TemplateStringsArray, ...values: readonly (ImportedName | string)[]): Code {
  const imports: ImportedName[] = [];
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    if (typeof value === 'string') {
      text += value;
    } else {
      text += value.name;
      imports.push(value);
    }
    text += strings[index + 1] ?? '';
  });
  return { text, imports };
}

/**
 * ours: we wrote it and may take it away. found: it was there before us and stays.
 * manual: it could not be put; the user was told what to paste.
 */
export type FactState = 'ours' | 'found' | 'manual';

export type Found = 'absent' | 'present' | 'different';

/**
 * Marks name what `put` had to create around a fact (`package.json#scripts`, `.env.example`) or change for it
 * (`.gitignore#final-newline`), so that the last `cut` can take it back to the byte. They belong to the project,
 * not to one fact: the fact that created the container may go before its last user.
 */
export type PutResult =
  | {
      readonly outcome: 'done';
      readonly text: string;
      readonly state: 'ours' | 'found';
      readonly marks: readonly string[];
    }
  | { readonly outcome: 'blocked'; readonly reason: string };

export interface CutResult {
  /** The new text; null when the file goes because we created it and nothing is left in it. */
  readonly text: string | null;
  /** Marks that no longer hold. */
  readonly unmark: readonly string[];
}

/** The imports that a fact about code needs. */
export const importsOf = (fact: CodeFact): readonly ImportedName[] =>
  fact.kind === 'call' ? fact.code.imports : [fact.wrapper];

/**
 * What one kind of fact can do. All functions are pure; `null` stands for a file that doesn't exist. `S` are the facts that it
 * shares a file with: those of its kind, or for code all that are about code.
 */
export interface FactHandler<F extends Fact, S extends Fact = F> {
  find(text: string | null, fact: F): Found;
  /**
   * Makes the fact true with the smallest edit. `siblings` are the facts of such kinds and this file that are ours and
   * in the text now, in canonical order: the new one is placed by its rank among them, so that the bytes don't
   * depend on the order in which facts were put.
   */
  put(text: string | null, fact: F, siblings: readonly S[]): PutResult;
  /**
   * What `put` gives for these facts one after the other, in one pass; none of this kind and file is in the text yet.
   * `facts` are in canonical order. null: this text wants them one by one.
   */
  putAll?(text: string | null, facts: readonly F[]): PutResult | null;
  /** The inverse of `put`, also after a formatter ran. Cutting an absent fact changes nothing. */
  cut(text: string | null, fact: F, marks: ReadonlySet<string>): CutResult;
  /** The exact lines to paste, and where; made by the same code as the edit. */
  explain(fact: F): string;
}

/** The identity of a fact in the record of what was applied. */
export function factId(fact: Fact): string {
  return `${fact.kind} ${fact.file} ${fact.key}`;
}
