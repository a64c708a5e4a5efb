import { packageOf, type Rendered, specifiersOf } from './rendered.js';

/** Packages that are used without an import: by scripts, by configuration, or by another package. */
const usedOtherwise: Readonly<Record<string, RegExp>> = {
  typescript: /\btsc\b/,
  tsx: /\btsx\b/,
  vitest: /\bvitest\b/,
  '@vitest/coverage-v8': /--coverage\b/,
  '@biomejs/biome': /\bbiome\b/,
  'drizzle-kit': /\bdrizzle-kit\b/,
  // Its generated code imports it, besides its adapters.
  '@prisma/client': /\bprisma generate\b/,
  secretlint: /\bsecretlint\b/,
  '@secretlint/secretlint-rule-preset-recommend': /secretlint-rule-preset-recommend/,
  'pino-pretty': /pino-pretty/,
  'swagger-ui-dist': /resolve\('swagger-ui-dist\//,
  // The type provider's own types are written in terms of these two.
  '@fastify/swagger': /fastify-type-provider-zod/,
  'openapi-types': /fastify-type-provider-zod/,
  // A peer of the other one, with the pages.
  '@bull-board/ui': /@bull-board\/api/,
  // Peers of Nest's packages.
  'reflect-metadata': /@nestjs\/core/,
  rxjs: /@nestjs\/core/,
  // Nest's swagger module serves its page with it.
  '@fastify/static': /SwaggerModule\.setup/,
};

/** Dependencies that code imports and nobody declares, that are declared and not used, or that stand in the wrong list. */
export function checkDependencies({ files, facts }: Rendered): string[] {
  const declared = new Map(
    facts.flatMap((fact) => (fact.kind === 'dependency' ? [[fact.key, fact.dev] as const] : [])),
  );
  const imported = new Map<string, { production: boolean; path: string }>();
  let texts = facts.map((fact) => (fact.kind === 'script' ? fact.command : '')).join('\n');
  for (const { path, text } of files.values()) {
    if (!path.endsWith('.ts')) {
      texts += text;
      continue;
    }
    texts += text;
    const production = path.startsWith('src/') && !path.endsWith('.test.ts');
    for (const specifier of specifiersOf(text)) {
      const name = packageOf(specifier);
      if (name === null) continue;
      // A dynamic import is for what may be missing, such as a pretty printer in development.
      const optional = new RegExp(`import type [^;]*'${specifier}'|import\\('${specifier}'\\)`).test(text);
      const known = imported.get(name);
      imported.set(name, { path, production: (known?.production ?? false) || (production && !optional) });
    }
  }
  const findings: string[] = [];
  for (const [name, { production, path }] of imported) {
    const dev = declared.get(name);
    if (dev === undefined) findings.push(`${name} is imported by ${path} and not declared.`);
    else if (dev && production)
      findings.push(`${name} is a development dependency, but ${path} needs it at run time.`);
  }
  for (const name of declared.keys()) {
    if (imported.has(name) || usedOtherwise[name]?.test(texts)) continue;
    const typed = name.startsWith('@types/') ? name.slice('@types/'.length) : null;
    if (typed !== null && (typed === 'node' || imported.has(typed))) continue;
    findings.push(`${name} is declared and not used.`);
  }
  return findings;
}
