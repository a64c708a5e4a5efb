//{{#if on.database}}
import { describe, expect, it, vi } from 'vitest';
//{{else}}
import { describe, expect, it } from 'vitest';
//{{/if}}
import { z } from 'zod';
import { badRequest, conflict, methodNotAllowed, notFound, Problem } from './problem.js';
import { toProblem } from './to-problem.js';
//{{#if on.database}}

const uniqueViolation = vi.hoisted(() => vi.fn<(error: unknown) => string[] | undefined>());
vi.mock('../../database/unique-violation.js', () => ({ uniqueViolation }));
//{{/if}}

describe('problems', () => {
  it('are passed on as they are', () => {
    const problem = notFound();
    expect(toProblem(problem)).toBe(problem);
    expect([badRequest(), conflict()].map(({ status }) => status)).toEqual([400, 409]);
    expect(methodNotAllowed('PUT', ['GET', 'HEAD']).headers).toEqual({ allow: 'GET, HEAD' });
  });

  it('have a title even for a status of their own', () => {
    expect(new Problem({ status: 499 }).title).toBe('Error');
    const own = new Problem({ status: 402, title: 'Pay first', type: '/errors/pay' });
    expect(own.toBody('/x', 'r1')).toMatchObject({
      type: '/errors/pay',
      title: 'Pay first',
      instance: '/x',
      requestId: 'r1',
    });
  });
});

describe('other errors', () => {
  it('name the fields that zod refused', () => {
    const schema = z.object({ lines: z.array(z.object({ count: z.number() })) });
    const nested = toProblem(schema.safeParse({ lines: [{ count: 'x' }] }).error);
    expect(nested.status).toBe(400);
    expect(Object.keys(nested.errors ?? {})).toEqual(['lines.0.count']);
    const whole = toProblem(schema.safeParse('x').error);
    expect(Object.keys(whole.errors ?? {})).toEqual(['nonFieldErrors']);
  });
  //{{#if on.database}}

  it('name the fields whose values are taken, and no value', () => {
    const taken = (...fields: string[]) => {
      uniqueViolation.mockReturnValueOnce(fields);
      return toProblem(new Error('Key (name)=(hunter2) already exists.'));
    };
    expect(taken('name')).toMatchObject({ status: 400, errors: { name: [expect.any(String)] } });
    const pair = taken('orderId', 'productId');
    expect(pair.errors?.nonFieldErrors?.[0]).toContain('orderId, productId');
    expect(JSON.stringify(pair)).not.toContain('hunter2');
  });
  //{{/if}}

  it('tell nothing when nobody foresaw them', () => {
    const upstream = Object.assign(new Error('hunter2'), { status: 404, statusCode: 404 });
    for (const error of [upstream, new Error('hunter2'), 'hunter2', undefined]) {
      const problem = toProblem(error);
      expect(problem.status).toBe(500);
      expect(JSON.stringify(problem.toBody('/', 'r1'))).not.toContain('hunter2');
    }
  });
});
