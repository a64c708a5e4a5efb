import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';

let server: ChildProcess | undefined;

afterEach(() => {
  server?.kill('SIGKILL');
});

/** Starts the web process for real and waits for its address. */
async function start(variables: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { ...process.env, APP_ENV: 'test', LOG_LEVEL: 'info', PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      const address = /listening at (http:\/\/[\d.:]+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', () => reject(new Error(`It ended before it listened:\n${output}`)));
  });
}

describe('the web process', () => {
  it('serves until it is asked to stop, and ends with 0', async () => {
    const address = await start({});
    const response = await fetch(`${address}/nowhere`);
    expect(response.status).toBe(404);
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    server?.kill('SIGTERM');
    expect(await once(server ?? process, 'exit')).toEqual([0, null]);
  });
});
