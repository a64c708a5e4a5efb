import { maskSecrets, maskUrl } from '../../logging/mask.js';

/** What of a payload says which URL was asked for. */
interface WithUrl {
  readonly context?: { readonly request?: { readonly url?: Record<string, string> } };
}

interface WithException {
  readonly exception?: { message?: string };
}

/** Stars passwords of URLs, such as those that drivers put into their messages. */
export function withoutSecrets<Payload extends WithException>(payload: Payload): Payload {
  const { exception } = payload;
  if (exception?.message !== undefined) exception.message = String(maskSecrets(exception.message));
  return payload;
}

/** Stars secret-looking parameters of the URL that a client asked for. */
export function withStarredUrl<Payload extends WithUrl>(payload: Payload): Payload {
  const url = payload.context?.request?.url ?? {};
  for (const part of ['raw', 'full', 'search']) {
    const text = url[part];
    if (text !== undefined) url[part] = maskUrl(text);
  }
  return payload;
}
