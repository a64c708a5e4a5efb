import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackendError } from './errors.js';
import { checkName, slugOf, whyBadName } from './name.js';

describe('the name of a project', () => {
  it.each(['my-api', 'shop', 'a', 'api2', 'my.api', 'my_api', '3d-shop', 'consul', 'common'])(
    'may be %s',
    (name) => {
      expect(() => checkName(name)).not.toThrow();
    },
  );

  it.each([
    ['A B', 'a-b'],
    ['MyApi', 'myapi'],
    ['node_modules', 'node-api'],
    ['favicon.ico', 'favicon-api'],
    ['http', 'http-api'],
    ['con', 'con-api'],
    ['NUL.txt', 'nul-api'],
    ['com1', 'com1-api'],
    ['shop.', 'shop'],
    ['shop..', 'shop'],
    ['.hidden', 'hidden'],
    ['_private', 'private'],
    ['-rf', 'rf'],
    [' shop', 'shop'],
    ['Café Müller', 'cafe-muller'],
    ['日本', 'my-api'],
    ['a/b', 'a-b'],
    ['shop\0', 'shop'],
    ["it's", 'it-s'],
    ['', 'my-api'],
    ['x'.repeat(300), 'x'.repeat(60)],
  ])('may not be %j: %s would work', (name, slug) => {
    expect(() => checkName(name)).toThrow(BackendError);
    expect(slugOf(name)).toBe(slug);
  });

  it('says why it is refused, and which one would work', () => {
    const refused = (name: string) => {
      try {
        checkName(name);
      } catch (error) {
        if (error instanceof BackendError) return [error.kind, error.code, error.message, error.next];
      }
      return null;
    };
    expect(refused('MyApi')).toEqual([
      'usage',
      'bad-name',
      '"MyApi" can\'t be the name of a project: npm refuses upper case.',
      'Take another name, such as myapi.',
    ]);
    expect(refused('x'.repeat(300))?.[2]).toMatch(/^"x{37}\.\.\." .* it has 300 characters/);
  });

  it('has a slug that works, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('nul.', 'http-', 'CON')),
        (text) => {
          expect(whyBadName(slugOf(text))).toBeNull();
        },
      ),
    );
  });

  it('is its own slug when it works and is short', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/), (name) => {
        fc.pre(whyBadName(name) === null);
        expect(slugOf(name)).toBe(name);
      }),
    );
  });
});
