import type { Problems } from './reader.js';

/** One message that names everything that is missing or invalid, and no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor({ missing, invalid }: Problems) {
    const lines = [
      ...[...missing].map((name) => `  ${name} is missing`),
      ...[...invalid].map(([name, expected]) => `  ${name} is invalid: ${expected}`),
    ];
    super(
      [
        'The process does not start, because its settings are not complete:',
        ...lines,
        'Set them in the environment, or as files by NAME_FILE; .env.example says what each one is.',
      ].join('\n'),
    );
  }
}
