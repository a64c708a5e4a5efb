import { expect, it } from 'vitest';
import { decodeEntry, encodeEntry } from './entry.js';

it('reads back an entry with its versions', () => {
  const versions = { key: 'k1', tags: { 'a\nb': 't1' } };
  expect(decodeEntry(encodeEntry(versions, '"line\\n"'))).toEqual({ versions, text: '"line\\n"' });
});

it('reads a plain text as one without versions', () => {
  expect(decodeEntry('{"a":1}')).toEqual({ versions: undefined, text: '{"a":1}' });
});
