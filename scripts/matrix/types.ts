import { join } from 'node:path';
import ts from 'typescript';
import type { CoveringSet } from './cover.js';
import { generatedClient } from './prisma.js';
import { renderSet } from './rendered.js';

/**
 * Type-checks the chosen files of each set, in a program of the whole set; `root` holds node_modules.
 * Gives one line a finding.
 */
export function checkTypes(
  root: string,
  sets: readonly CoveringSet[],
  onProgress: (done: number) => void,
): string[] {
  const found = new Set<string>();
  const sources = new Map<string, ts.SourceFile>();
  let previous: ts.Program | undefined;
  sets.forEach(({ answers, paths }, index) => {
    const rendered = renderSet(answers);
    const files = new Map([
      ...[...rendered.files].map(([path, { text }]) => [path, text] as const),
      ...generatedClient(root, rendered),
    ]);
    const options = optionsOf(files.get('tsconfig.json') ?? '{}', root);
    const names = [...rendered.files.keys()]
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(root, path));
    const host = ts.createCompilerHost(options, true);
    const folders = new Set([...files.keys()].flatMap((path) => foldersOf(join(root, path))));
    const textOf = (path: string): string | undefined => {
      if (path === join(root, 'package.json')) return '{ "type": "module" }';
      return path.startsWith(`${root}/`) ? files.get(path.slice(root.length + 1)) : undefined;
    };
    const { getSourceFile, fileExists, readFile, directoryExists } = host;
    host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? true);
    host.fileExists = (path) => textOf(path) !== undefined || (!isOwn(root, path) && fileExists(path));
    host.readFile = (path) => textOf(path) ?? readFile(path);
    host.getSourceFile = (path, languageVersion, onError) => {
      const text = textOf(path);
      const key = text === undefined ? path : `${path}\0${text}`;
      let source = sources.get(key);
      if (source === undefined) {
        source =
          text === undefined
            ? getSourceFile(path, languageVersion, onError)
            : ts.createSourceFile(path, text, languageVersion, true);
        if (source !== undefined) sources.set(key, source);
      }
      return source;
    };
    const program = ts.createProgram({
      rootNames: names,
      options,
      host,
      ...(previous === undefined ? {} : { oldProgram: previous }),
    });
    previous = program;
    for (const path of paths) {
      const source = program.getSourceFile(join(root, path));
      if (source === undefined) continue;
      for (const diagnostic of [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]) {
        const line = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1;
        found.add(`${path}:${line} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`);
      }
    }
    onProgress(index + 1);
  });
  return [...found];
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/** A path of the project itself: only what was rendered exists there. */
function isOwn(root: string, path: string): boolean {
  return path.startsWith(`${root}/`) && !path.startsWith(`${root}/node_modules/`);
}

function optionsOf(tsconfig: string, root: string): ts.CompilerOptions {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', tsconfig);
  const { options } = ts.convertCompilerOptionsFromJson(config?.compilerOptions ?? {}, root);
  return { ...options, noEmit: true, incremental: false };
}
