import { defineModule } from './module.js';

export const versioning = defineModule({
  id: 'versioning',
  version: 1,
  guideline: 3,
  summary: 'API versions by path, namespace, host, query or Accept header',
  main: 'scheme',
  options: {
    scheme: {
      type: 'choice',
      values: [
        { value: 'url-path', label: 'URL path', hint: '/v1/products' },
        { value: 'namespace', label: 'Namespace', hint: '/v1/..., routes per version' },
        { value: 'host', label: 'Host name', hint: 'v1.example.com' },
        { value: 'query', label: 'Query parameter', hint: '?version=v1' },
        { value: 'accept-header', label: 'Accept header', hint: 'application/json; version=v1' },
      ],
      default: 'url-path',
      ask: 'How are API versions named?',
      description: 'Where a request says its version',
    },
  },
});
