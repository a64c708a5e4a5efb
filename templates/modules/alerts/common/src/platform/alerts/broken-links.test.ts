import { describe, expect, it } from 'vitest';
import { type BrokenLink, brokenLinkAlert, isWorthAMail } from './broken-links.js';

const link: BrokenLink = {
  url: '/missing?page=2',
  host: 'api.example.com',
  referer: 'https://api.example.com/docs',
  userAgent: 'Firefox',
  ip: '192.0.2.7',
};
const rules = { origins: ['https://www.example.com'], ignorable: [/^\/favicon/] };

describe('isWorthAMail', () => {
  it.each<[string, Partial<BrokenLink>, boolean]>([
    ['a page of ours', {}, true],
    ['a page of our front end', { referer: 'https://www.example.com/shop?q=tea' }, true],
    ['a page of somebody else', { referer: 'https://search.example.org/' }, false],
    ['nothing that is an address', { referer: 'about' }, false],
    ['the missing page itself', { referer: 'http://api.example.com/missing?page=2' }, false],
    [
      'the missing page without its slash',
      { url: '/missing/', referer: 'https://api.example.com/missing' },
      false,
    ],
    ['a page of ours, to a path that nobody cares for', { url: '/favicon.ico' }, false],
  ])('says whether a link from %s is', (_page, difference, expected) => {
    expect(isWorthAMail({ ...link, ...difference }, rules)).toBe(expected);
  });
});

describe('brokenLinkAlert', () => {
  it('tells the managers where the link stands', () => {
    const alert = brokenLinkAlert({ ...link, url: '/missing?token=abc' });
    expect(alert).toMatchObject({
      audience: 'managers',
      title: 'Broken INTERNAL link on api.example.com: /missing',
    });
    expect(alert.text()).toBe(
      [
        'Referrer:    https://api.example.com/docs',
        'Requested:   /missing?token=********',
        'User agent:  Firefox',
        'IP address:  192.0.2.7',
        '',
      ].join('\n'),
    );
  });

  it('is the same for any query, and leaves out what is not known', () => {
    const other = brokenLinkAlert({ ...link, url: '/missing?page=3', userAgent: undefined });
    expect(other.fingerprint).toBe(brokenLinkAlert(link).fingerprint);
    expect(other.text()).not.toContain('User agent');
  });
});
