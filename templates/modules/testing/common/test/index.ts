export {
  createAppClient,
  createTestClient,
  TestClient,
  type TestRequest,
  type TestResponse,
} from './client.js';
export { type FrozenClock, freezeClock } from './clock.js';
//{{#if on.mail}}
export { outbox as mailOutbox } from '../src/platform/mail/index.js';
//{{/if}}
//{{#if on.database}}
export { assertNumQueries } from './queries.js';
//{{/if}}
