import { isSecretName, maskSecrets } from '../logging/mask.js';

const stars = '********';
const shortestSecret = 6;

/** `key=value`, `"key": "value"`, `Authorization: Bearer value` and the like. */
const pair = /([\w-]+)(["']?\s*[:=]\s*["']?)((?:Bearer |Basic )?[^\s"',;&}]+)/g;

/** Stars whatever looks like a secret in a text: values of secret-looking names, passwords of URLs, our own secrets. */
export function starSecrets(text: string): string {
  let starred = String(maskSecrets(text));
  for (const secret of ownSecrets()) starred = starred.replaceAll(secret, stars);
  return starred.replace(pair, (whole, name: string, sign: string) =>
    isSecretName(name) ? `${name}${sign}${stars}` : whole,
  );
}

/** The values of secret-looking environment variables, wherever in a text they turn up. */
function ownSecrets(): string[] {
  return Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && value.length >= shortestSecret && isSecretName(name) ? [value] : [],
  );
}
