import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { toProblem } from './to-problem.js';

describe("Hono's exceptions", () => {
  it('say what they are about', () => {
    const problem = toProblem(new HTTPException(409, { message: 'It is sold.' }));
    expect(problem).toMatchObject({ status: 409, title: 'Conflict', detail: 'It is sold.' });
    expect(toProblem(new HTTPException(403)).detail).toBeUndefined();
  });

  it('keep how a client may authenticate', () => {
    const res = new Response(null, { headers: { 'www-authenticate': 'Bearer' } });
    const { status, headers } = toProblem(new HTTPException(401, { res }));
    expect({ status, headers }).toEqual({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });

  it('tell nothing of what went wrong on our side', () => {
    const problem = toProblem(new HTTPException(502, { message: 'hunter2' }));
    expect(problem.status).toBe(500);
    expect(problem.detail).not.toContain('hunter2');
  });
});
