import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillMarkers } from './docs.js';

describe('docs/cli.md', () => {
  it('says what the declarations say; npm run docs brings it up to date', () => {
    const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
    expect(text).toContain('<!-- modules:');
    expect(text).toContain('<!-- commands:');
    expect(fillMarkers(text)).toBe(text);
  });
});
