import { describe, expect, it } from 'vitest';
import { apiVersions, entryFor } from './versions.js';

describe('the versions of the API', () => {
  it('have the default one among them', () => {
    const allowedVersions = ['v1', 'v2'];
    expect(apiVersions({ defaultVersion: 'v1', allowedVersions })).toEqual(['v1', 'v2']);
    expect(apiVersions({ defaultVersion: 'v0', allowedVersions })).toEqual(['v0', 'v1', 'v2']);
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
