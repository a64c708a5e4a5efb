const secretName =
  /pass(word|wd|phrase)|secret|token|credential|cookie|authorization|dsn|session|signature|(api|private|access|signing|encryption)[-_]?key/i;
const stars = '********';
const shortestSecret = 6;

/** `key=value`, `"key": "value"`, `Authorization: Bearer value` and the like. */
const pair = /([\w-]+)(["']?\s*[:=]\s*["']?)((?:Bearer |Basic )?[^\s"',;&}]+)/g;

/** Whether the value of a key or parameter of this name is nobody's business. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Stars the secret-looking parameters of a request's URL. */
export function maskUrl(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) {
    return url;
  }
  const parameters = url
    .slice(at + 1)
    .split('&')
    .map((parameter) => {
      const name = parameter.split('=', 1).join('');
      return isSecretName(name) ? `${name}=${stars}` : parameter;
    });
  return `${url.slice(0, at)}?${parameters.join('&')}`;
}

/** Stars whatever looks like a secret in a text: values of secret-looking names, passwords of URLs, our own secrets. */
export function starSecrets(text: string): string {
  let starred = text.replace(/(:\/\/[^\s:/@]*:)[^\s/@]+@/g, `$1${stars}@`);
  for (const secret of ownSecrets()) {
    starred = starred.split(secret).join(stars);
  }
  return starred.replace(pair, (whole: string, name: string, sign: string) =>
    isSecretName(name) ? `${name}${sign}${stars}` : whole,
  );
}

/** The values of secret-looking environment variables, wherever in a text they turn up. */
function ownSecrets(): string[] {
  const secrets: string[] = [];
  for (const [name, value] of Object.entries<string | undefined>(process.env)) {
    if (value !== undefined && value.length >= shortestSecret && isSecretName(name)) {
      secrets.push(value);
    }
  }
  return secrets;
}
