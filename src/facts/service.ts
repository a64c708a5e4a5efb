import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { Lines } from '../edit/lines.js';
import { cutYamlEntry, putYamlEntry, sectionOf, type YamlEntry } from '../edit/yaml.js';
import type { FactHandler, PutResult, ServiceFact } from './fact.js';
import { type Compare, compareCodePoints, neighbours } from './order.js';

const compare: Compare<ServiceFact> = (a, b) => a.rank - b.rank || compareCodePoints(a.key, b.key);

const sectionMark = (fact: ServiceFact, section: string): string => `${fact.file}#${section}`;
const volumeMark = (fact: ServiceFact, volume: string): string => `${fact.file}#volumes.${volume}`;

const entryOf = (lines: Lines, section: string, key: string): YamlEntry | undefined =>
  sectionOf(lines, section)?.entries.find((entry) => entry.key === key);

const isOurs = (entry: YamlEntry, fact: ServiceFact): boolean =>
  isDeepStrictEqual(entry.value, parse(fact.body));

const blocked = (fact: ServiceFact, problem: string): PutResult => ({
  outcome: 'blocked',
  reason: `${fact.file} can't be edited: ${problem}.`,
});

/** Services of `compose.yaml` with their named volumes, behind the user's own in the order of their ranks. */
export const serviceHandler: FactHandler<ServiceFact> = {
  find(text, fact) {
    const entry = entryOf(new Lines(text ?? ''), 'services', fact.key);
    if (entry === undefined) return 'absent';
    return isOurs(entry, fact) ? 'present' : 'different';
  },

  put(text, fact, siblings) {
    const lines = new Lines(text ?? '');
    if (text !== null && entryOf(lines, 'services', fact.key) !== undefined) {
      return { outcome: 'done', text, state: 'found', marks: [] };
    }
    const marks = text === null ? [fact.file] : [];
    const place = (entries: readonly YamlEntry[]): number | undefined =>
      placeService(entries, fact, siblings);
    const put = putYamlEntry(lines, 'services', place, (indent, unit) => serviceLines(fact, indent, unit));
    if ('problem' in put) return blocked(fact, put.problem);
    if (put.created) marks.push(sectionMark(fact, 'services'));

    const ours = [...siblings, fact].flatMap((other) => other.volumes);
    for (const volume of fact.volumes) {
      if (entryOf(lines, 'volumes', volume) !== undefined) continue;
      const at = (entries: readonly YamlEntry[]): number | undefined => placeVolume(entries, volume, ours);
      const added = putYamlEntry(lines, 'volumes', at, (indent) => [`${' '.repeat(indent)}${volume}:`]);
      if ('problem' in added) return blocked(fact, added.problem);
      if (added.created) marks.push(sectionMark(fact, 'volumes'));
      marks.push(volumeMark(fact, volume));
    }
    return { outcome: 'done', text: lines.toString(), state: 'ours', marks };
  },

  putAll(text, facts) {
    const [first] = facts;
    if (text !== null || first === undefined) return null;
    const lines = ['services:', ...[...facts].sort(compare).flatMap((fact) => serviceLines(fact, 2, 2))];
    const marks = [first.file, sectionMark(first, 'services')];
    const volumes = [...new Set(facts.flatMap((fact) => fact.volumes))].sort(compareCodePoints);
    if (volumes.length > 0) {
      lines.push('', 'volumes:', ...volumes.map((volume) => `  ${volume}:`));
      marks.push(sectionMark(first, 'volumes'), ...volumes.map((volume) => volumeMark(first, volume)));
    }
    return { outcome: 'done', text: `${lines.join('\n')}\n`, state: 'ours', marks };
  },

  /** A service that the user rewrote is theirs now and stays. */
  cut(text, fact, marks) {
    const lines = new Lines(text ?? '');
    const entry = entryOf(lines, 'services', fact.key);
    if (text === null || entry === undefined || !isOurs(entry, fact)) return { text, unmark: [] };
    const unmark: string[] = [];
    const take = (section: string, key: string): void => {
      const mark = sectionMark(fact, section);
      if (cutYamlEntry(lines, section, key, marks.has(mark))) unmark.push(mark);
    };
    take('services', fact.key);
    for (const volume of fact.volumes) {
      if (!marks.has(volumeMark(fact, volume)) || isMounted(lines, volume)) continue;
      take('volumes', volume);
      unmark.push(volumeMark(fact, volume));
    }
    if (lines.length === 0 && marks.has(fact.file)) return { text: null, unmark: [...unmark, fact.file] };
    return { text: lines.toString(), unmark };
  },

  explain(fact) {
    const volumes = fact.volumes.map((volume) => `  ${volume}:`);
    const and = volumes.length === 0 ? [] : ['and under volumes:', ...volumes];
    return [`In ${fact.file}, under services:`, ...serviceLines(fact, 2, 2), ...and].join('\n');
  },
};

function serviceLines(fact: ServiceFact, indent: number, unit: number): readonly string[] {
  const body = fact.body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent + unit) + line));
  return [`${' '.repeat(indent)}${fact.key}:`, ...body];
}

function placeService(
  entries: readonly YamlEntry[],
  fact: ServiceFact,
  siblings: readonly ServiceFact[],
): number | undefined {
  const entryFor = (other: ServiceFact | undefined): YamlEntry | undefined =>
    entries.find((entry) => entry.key === other?.key);
  const there = siblings.filter((other) => entryFor(other) !== undefined);
  const { before, after } = neighbours(there, fact, compare);
  return entryFor(before)?.end ?? entryFor(after)?.start;
}

/** Our volumes are sorted by name behind the user's own; one that the user has may have a name of ours. */
function placeVolume(
  entries: readonly YamlEntry[],
  volume: string,
  ours: readonly string[],
): number | undefined {
  const theirs = entries.findLastIndex((entry) => !ours.includes(entry.key));
  const next = entries.slice(theirs + 1).find((entry) => compareCodePoints(entry.key, volume) > 0);
  return next?.start;
}

/** Whether a service that is left still mounts the volume. */
function isMounted(lines: Lines, volume: string): boolean {
  const name = volume.replace(/[^\w]/g, '\\$&');
  const mount = new RegExp(`^\\s*-\\s*["']?${name}:|^\\s*(-\\s*)?source:\\s*["']?${name}["']?\\s*$`);
  return lines.find((line) => mount.test(line)) !== -1;
}
