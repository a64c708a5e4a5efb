import { Controller, Get, Param } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { expect, it, vi } from 'vitest';
import { TestClient } from '../../../test/client.js';
import type { App } from '../http/app.js';
import { monitoring } from './middleware.js';
import { vendor } from './vendor.js';

@Controller('things')
class ThingsController {
  @Get(':id')
  read(@Param('id') id: string) {
    return { id };
  }
}

it('measures requests under the template of their route, unmatched ones together', async () => {
  const request = vi.spyOn(vendor, 'request').mockImplementation(() => undefined);
  const module = await Test.createTestingModule({ controllers: [ThingsController] }).compile();
  const app = module.createNestApplication<App>();
  app.use(monitoring);
  const client = new TestClient(await app.init(), async () => {});
  for (const path of ['/things/1', '/things/2', '/nowhere/3']) await client.get(path);
  await client.close();
  expect(request.mock.calls.map((call) => call.slice(0, 3))).toEqual([
    ['GET', '/things/:id', 200],
    ['GET', '/things/:id', 200],
    ['GET', 'unknown', 404],
  ]);
  for (const call of request.mock.calls) expect(call[3]).toBeGreaterThanOrEqual(0);
});
