const secretName =
  /pass(word|wd|phrase)|secret|token|credential|cookie|authorization|dsn|session|signature|license|(api|private|access|signing|encryption)[-_]?key/i;
const stars = '********';
const known = new Map<string, boolean>();

/** Whether the value of a key or parameter of this name is nobody's business. */
export function isSecretName(name: string): boolean {
  let secret = known.get(name);
  if (secret === undefined) {
    secret = secretName.test(name);
    // Names come from code, but a client can make up some too.
    if (known.size < 10_000) known.set(name, secret);
  }
  return secret;
}

/**
 * Stars the values of secret-looking keys and the passwords of URLs, in plain objects and arrays of any depth.
 * What holds no secret is returned as it is, uncopied.
 */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (depth > 8 || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return maskArray(value, depth);
  return isRecord(value) ? maskRecord(value, depth) : value;
}

/** Stars the secret-looking parameters of a request's URL. */
export function maskUrl(url: string): string {
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (pair, sign: string, name: string) =>
    isSecretName(name) ? `${sign}${name}=${stars}` : pair,
  );
}

function maskArray(values: readonly unknown[], depth: number): readonly unknown[] {
  const masked = values.map((value) => maskSecrets(value, depth + 1));
  return masked.some((value, index) => value !== values[index]) ? masked : values;
}

/** `maskSecrets` for what is known to be a record, such as a log line. */
export function maskRecord(record: Readonly<Record<string, unknown>>, depth = 0) {
  let copy: Record<string, unknown> | undefined;
  for (const key in record) {
    const value = record[key];
    const masked = isSecretName(key) && value !== undefined ? stars : maskSecrets(value, depth + 1);
    if (masked === value) continue;
    copy ??= { ...record };
    copy[key] = masked;
  }
  return copy ?? record;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Stars the passwords of URLs in a text. */
export function maskText(text: string): string {
  return text.includes('://') ? text.replace(/(:\/\/[^\s:/@]*:)[^\s/@]+@/g, `$1${stars}@`) : text;
}
