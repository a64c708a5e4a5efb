import { expect, it } from 'vitest';
import { createTestClient } from '../../test/index.js';

it('starts all that the process needs, and stops it again', async () => {
  const client = await createTestClient();
  //{{#if on.health}}
  const response = await client.get('/health/ready');
  expect(response.json()).toMatchObject({ status: 'ready' });
  //{{else}}
  expect((await client.get('/nowhere')).status).toBe(404);
  //{{/if}}
  await client.close();
});
