//{{#if on.mail}}
export { outbox as mailOutbox } from '../src/platform/mail/index.js';
//{{/if}}
export {
  createAppClient,
  createTestClient,
  TestClient,
  type TestRequest,
  type TestResponse,
} from './client.js';
export { type FrozenClock, freezeClock } from './clock.js';
//{{#if on.database}}
export { clearDatabase, connectTestDatabase, useDatabase } from './database.js';
//{{/if}}
//{{#if on.queue}}
export { jobOutbox, waitForJob } from './jobs.js';
//{{/if}}
//{{#if on.database}}
export { assertNumQueries } from './queries.js';
//{{/if}}
