import { describe, expect, it } from 'vitest';
import { ResponseHeaders } from './headers.js';

describe('the headers of answers', () => {
  it('tell browsers to come back by https where that is served', () => {
    const header = 'strict-transport-security';
    expect(new ResponseHeaders({ corsOrigins: [], https: true }).of(undefined)).toHaveProperty(
      header,
    );
    expect(new ResponseHeaders({ corsOrigins: [], https: false }).of('x')).not.toHaveProperty(
      header,
    );
  });

  it('let every origin in only when the settings say so', () => {
    const open = new ResponseHeaders({ corsOrigins: ['*'], https: false });
    expect(open.of('https://a.example')['access-control-allow-origin']).toBe('*');
    expect(open.of('https://a.example')).not.toHaveProperty('vary');
    expect(open.preflight('https://a.example', 'x-a')).toMatchObject({
      'access-control-allow-headers': 'x-a',
    });
    const closed = new ResponseHeaders({ corsOrigins: [], https: false });
    expect(closed.preflight('https://a.example', undefined)).toBeUndefined();
  });

  it('are one object an origin, whatever asks', () => {
    const headers = new ResponseHeaders({ corsOrigins: ['https://a.example'], https: false });
    expect(headers.of('https://a.example')).toBe(headers.of('https://a.example'));
    expect(headers.of('https://b.example')).toBe(headers.of(undefined));
  });
});
