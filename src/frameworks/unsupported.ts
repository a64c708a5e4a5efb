import { has } from './dependencies.js';
import type { Sources } from './sources.js';

/** Frameworks that modules can't be added to, by the package that shows them; what builds on others stands first. */
const others: readonly (readonly [packageName: string, title: string])[] = [
  ['@adonisjs/core', 'AdonisJS'],
  ['@tsed/common', 'Ts.ED'],
  ['@tsed/platform-express', 'Ts.ED'],
  ['@tsed/platform-koa', 'Ts.ED'],
  ['@loopback/core', 'LoopBack'],
  ['@loopback/rest', 'LoopBack'],
  ['@feathersjs/feathers', 'Feathers'],
  ['@midwayjs/core', 'Midway'],
  ['@foal/core', 'FoalTS'],
  ['@marblejs/core', 'Marble.js'],
  ['routing-controllers', 'routing-controllers'],
  ['inversify-express-utils', 'inversify-express-utils'],
  ['@hapi/hapi', 'Hapi'],
  ['hapi', 'Hapi'],
  ['restify', 'Restify'],
  ['sails', 'Sails'],
  ['moleculer', 'Moleculer'],
  ['egg', 'Egg'],
  ['elysia', 'Elysia'],
  ['polka', 'Polka'],
  ['@tinyhttp/app', 'tinyhttp'],
  ['hyper-express', 'HyperExpress'],
  ['uWebSockets.js', 'uWebSockets.js'],
  ['micro', 'Micro'],
  ['nitropack', 'Nitro'],
  ['h3', 'H3'],
  ['@trpc/server', 'tRPC alone'],
  ['@apollo/server', 'Apollo Server alone'],
  ['apollo-server', 'Apollo Server alone'],
  ['graphql-yoga', 'GraphQL Yoga alone'],
  ['itty-router', 'itty-router'],
  ['strapi', 'Strapi'],
  ['@strapi/strapi', 'Strapi'],
  ['next', 'Next.js'],
  ['nuxt', 'Nuxt'],
  ['@remix-run/node', 'Remix'],
  ['@sveltejs/kit', 'SvelteKit'],
  ['astro', 'Astro'],
];

/** The framework of a project that modules can't be added to; null when none of them is there. */
export const otherFramework = (sources: Sources): string | null =>
  others.find(([name]) => has(sources, name))?.[1] ?? null;
