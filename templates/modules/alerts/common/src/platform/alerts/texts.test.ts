import { describe, expect, it, vi } from 'vitest';
import type { ErrorWhere } from '../errors/report.js';
import { fingerprintOf, topFrame } from './fingerprint.js';
import { digestText, errorText, errorTitle } from './texts.js';

const where: ErrorWhere = {
  kind: 'request',
  name: 'GET /products/:id',
  requestId: 'request-7',
  method: 'GET',
  url: '/products/7?token=********',
};

describe('errorTitle', () => {
  it('is one line, and not a long one', () => {
    const error = new Error(`first\r\nBcc: everybody@example.com ${'x'.repeat(500)}`);
    const title = errorTitle(error, where);
    expect(title).toMatch(
      /^ERROR GET \/products\/:id: Error: first Bcc: everybody@example.com x+…$/,
    );
    expect(title).toHaveLength(160);
  });

  it('takes whatever was thrown', () => {
    expect(errorTitle('just text', where)).toBe('ERROR GET /products/:id: string: just text');
  });
});

describe('errorText', () => {
  it('has the stack, its cause and the request', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    const text = errorText(error, where, 'production');
    expect(text).toContain('TypeError: outer');
    expect(text).toContain('[cause]: Error: inner');
    expect(text).toContain('texts.test.ts');
    expect(text).toContain('Request:     GET /products/7?token=********\n');
    expect(text).toContain('Request id:  request-7\n');
    expect(text).toContain('Environment: production\n');
    expect(text).not.toContain('Job:');
  });

  it('has the job, and what was thrown when that is no error', () => {
    const text = errorText(
      { reason: 'odd' },
      { kind: 'job', name: 'send-receipt', jobId: '12', attempt: 4 },
      'staging',
    );
    expect(text).toContain("Thrown: { reason: 'odd' }");
    expect(text).toContain('Job:         12\nAttempt:     4\n');
    expect(text).not.toContain('Request:');
  });

  it('stars secrets wherever they turn up', () => {
    vi.stubEnv('PAYMENT_SECRET', 'very-private-value');
    const error = Object.assign(
      new Error('smtp://shop:hunter2@mail refused {"password":"open sesame"}'),
      { headers: { authorization: 'Bearer abc.def' }, sent: 'very-private-value', size: 3 },
    );
    const text = errorText(error, where, 'production');
    for (const secret of ['hunter2', 'open', 'abc.def', 'very-private-value']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('size: 3');
  });
});

describe('digestText', () => {
  it('names the most frequent first, and only so many', () => {
    const repeats = Array.from({ length: 105 }, (_value, index) => ({
      audience: 'admins' as const,
      title: `E${index}`,
      count: index + 1,
    }));
    const lines = digestText(repeats).split('\n');
    expect(lines[2]).toBe('105 x E104');
    expect(lines.at(-2)).toBe('and 5 others');
  });
});

describe('fingerprintOf', () => {
  const boom = (message: string) => new Error(message);

  it('is the same for the same place, whatever the message says', () => {
    const [first, second] = ['order 1', 'order 2'].map((message) => boom(message));
    expect(fingerprintOf(first, where)).toBe(fingerprintOf(second, where));
  });

  it('differs by class, by place, and by route', () => {
    const error = boom('x');
    const prints = [
      fingerprintOf(error, where),
      fingerprintOf(new Error('x'), where),
      fingerprintOf(error, { ...where, name: 'POST /products' }),
      fingerprintOf('x', where),
    ];
    expect(new Set(prints).size).toBe(4);
  });

  it('looks past the frames of Node and of dependencies', () => {
    const error = new Error('x');
    error.stack = [
      'Error: x',
      '    at node:internal/process/task_queues:95:5',
      '    at query (/app/node_modules/pg/lib/client.js:1:1)',
      '    at findProduct (/app/dist/products/service.js:10:3)',
    ].join('\n');
    expect(topFrame(error)).toBe('at findProduct (/app/dist/products/service.js:10:3)');
    delete error.stack;
    expect(topFrame(error)).toBeUndefined();
  });
});
