import type { Problems } from './reader.js';

/** One message that names everything that is missing or invalid, and no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor({ missing, invalid }: Problems) {
    const lines = [
      'The process does not start, because its settings are not complete:',
      ...[...missing].map((name) => `  ${name} is missing`),
      ...[...invalid].map(([name, expected]) => `  ${name} is invalid: ${expected}`),
      'Set them in the environment, or as files by NAME_FILE; .env.example says what each one is.',
    ];
    super(lines.join('\n'));
  }
}
