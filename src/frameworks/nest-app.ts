import { callsOf, statementsIn } from '../edit/outline.js';
import { lineNumber } from '../edit/splice.js';
import type { Host } from '../project/host.js';
import { has } from './dependencies.js';
import { type Dialect, nameOf } from './dialect.js';
import type { Program } from './program.js';

/** A value with the place that says it. */
export interface Placed<T> {
  readonly value: T;
  readonly file: string;
  readonly line: number;
}

/** What NestJS runs on: the adapter that is named in the code, else the one that is installed. */
export function nestPlatformOf(program: Program): 'express' | 'fastify' {
  const named = program.files.some((file) =>
    /new FastifyAdapter\b|NestFastifyApplication\b/.test(program.text(file)),
  );
  const { sources } = program;
  if (named && has(sources, '@nestjs/platform-fastify')) return 'fastify';
  return has(sources, '@nestjs/platform-fastify') && !has(sources, '@nestjs/platform-express')
    ? 'fastify'
    : 'express';
}

/** Whether the API is versioned: `enableVersioning` of NestJS, or routes under `/v1`. */
export function versioningOf(
  program: Program,
  dialect: Dialect,
): Placed<NonNullable<Host['versioning']>> | null {
  if (dialect.id === 'nest') {
    const call = find(program, /\.enableVersioning\s*\(/);
    if (call !== null) return { ...call, value: 'nest' };
  }
  const path = find(program, /['"`](?:\/?api)?\/v\d+(?:\.\d+)?(?=[/'"`])/);
  return path === null ? null : { ...path, value: 'path' };
}

/** The prefix of `setGlobalPrefix`; '' where it is worked out while running. */
export function globalPrefixOf(program: Program, dialect: Dialect): Placed<string> | null {
  if (dialect.id !== 'nest') return null;
  for (const outline of program.mentioning('setGlobalPrefix')) {
    for (const statement of statementsIn(outline.module)) {
      const call = callsOf(statement).find(({ callee }) => nameOf(callee) === 'setGlobalPrefix');
      if (call === undefined) continue;
      const [prefix] = call.args;
      const value = prefix?.kind === 'string' ? prefix.value.replace(/^\/+|\/+$/g, '') : '';
      return { value, file: outline.file, line: lineNumber(outline.text, call.start) };
    }
  }
  return null;
}

function find(program: Program, pattern: RegExp): { readonly file: string; readonly line: number } | null {
  for (const file of program.files) {
    const text = program.text(file);
    const found = pattern.exec(text);
    if (found !== null) return { file, line: lineNumber(text, found.index) };
  }
  return null;
}
