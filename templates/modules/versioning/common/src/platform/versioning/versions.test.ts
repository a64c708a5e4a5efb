import { describe, expect, it } from 'vitest';
import { readSettings } from '../../settings/load.js';
import { entryFor } from './versions.js';

describe('the versions of the API', () => {
  it.each([
    ['v1', ['v1', 'v2']],
    ['v0', ['v0', 'v1', 'v2']],
  ])('have the default one, %s, among them', (defaultVersion, versions) => {
    const given = { API_DEFAULT_VERSION: defaultVersion, API_VERSIONS: 'v1,v2' };
    const { versioning } = readSettings({ ...process.env, ...given });
    expect(versioning.versions).toEqual(versions);
  });
});

describe('the entry for a version', () => {
  it('is the one of its name', () => {
    expect(entryFor({ v1: 'one', v2: 'two' }, 'v2')).toBe('two');
  });

  it.each(['v3', 'constructor'])('is a 404 for %s, which has none', (version) => {
    expect(() => entryFor({ v1: 'one' }, version)).toThrow(`not part of version ${version}`);
  });
});
