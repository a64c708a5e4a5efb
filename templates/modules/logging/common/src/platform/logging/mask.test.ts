import { describe, expect, it } from 'vitest';
import { isSecretName, maskSecrets, maskUrl } from './mask.js';

describe('secrets', () => {
  it.each(['password', 'API_KEY', 'accessToken', 'Authorization', 'set-cookie', 'SENTRY_DSN'])(
    'are what %s holds',
    (name) => expect(isSecretName(name)).toBe(true),
  );

  it.each(['name', 'key', 'compass', 'cacheKey'])('are not what %s holds', (name) =>
    expect(isSecretName(name)).toBe(false),
  );

  it('are starred at any depth', () => {
    const line = { user: { name: 'Ada', password: 'x' }, tokens: ['y'], list: [{ secret: 1 }, 2] };
    expect(maskSecrets(line)).toEqual({
      user: { name: 'Ada', password: '********' },
      tokens: '********',
      list: [{ secret: '********' }, 2],
    });
    expect(line.user.password).toBe('x');
  });

  it('are starred in URLs', () => {
    const text = 'connect postgres://me:hunter2@db/app failed';
    expect(maskSecrets({ text })).toEqual({ text: 'connect postgres://me:********@db/app failed' });
    expect(maskUrl('/a?page=2&api_key=x')).toBe('/a?page=2&api_key=********');
    expect(maskUrl('/a')).toBe('/a');
  });

  it('cost no copy where there are none', () => {
    const line = { a: 1, list: [1, 'x'], at: new Date(0), none: null, password: undefined };
    expect(maskSecrets(line)).toBe(line);
  });

  it('are not looked for in circles for ever', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(maskSecrets(circle)).toBe(circle);
  });
});
