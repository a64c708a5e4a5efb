import { Logger } from '@nestjs/common';
import { expect, it, vi } from 'vitest';
import { logger } from './logger.js';
import { nestLogger } from './nest-logger.js';

Logger.overrideLogger(nestLogger);
const nest = new Logger('Shop');

it.each([
  ['log', 'debug'],
  ['debug', 'debug'],
  ['verbose', 'trace'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['fatal', 'fatal'],
] as const)('%s of Nest is a line of the log, at level %s', (method, level) => {
  const written = vi.spyOn(logger, level);
  nest[method]('open');
  expect(written).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ context: 'Shop' }),
    'open',
  );
});

it('an error is written with its stack', () => {
  const written = vi.spyOn(logger, 'error');
  const error = new Error('closed');
  nest.error(error);
  nest.error('closed', 'at shop.ts:1');
  expect(written.mock.calls).toMatchObject([
    [{ context: 'Shop', err: error }, 'closed'],
    [{ context: 'Shop', stack: 'at shop.ts:1' }, 'closed'],
  ]);
});
