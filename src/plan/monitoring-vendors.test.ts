import { describe, expect, it } from 'vitest';
import { monitoring } from '../modules/monitoring.js';
import { clashesOf } from '../modules/monitoring-vendors.js';
import { wordsOf } from '../modules/option-values.js';
import { resolve } from './resolve.js';

/** Every two vendors that were booted, called and stopped together without harm. */
const together = [
  ['prometheus', 'sentry'],
  ['prometheus', 'newrelic'],
  ['prometheus', 'datadog'],
  ['prometheus', 'elastic'],
  ['sentry', 'newrelic'],
  ['sentry', 'datadog'],
  ['sentry', 'elastic'],
];

const ids = (monitoring.options.vendor?.type === 'choices' ? monitoring.options.vendor.values : []).map(
  ({ value }) => value,
);
const pairs = ids.flatMap((first, index) => ids.slice(index + 1).map((second) => [first, second]));

describe('two vendors', () => {
  it.each(pairs)('%s and %s go together when they were seen to', (...pair) => {
    const fits = together.some((known) => known.join() === pair.join());
    const { problems } = resolve({ monitoring: { vendor: pair } }, 'shop');
    expect(problems.map(({ code }) => code)).toEqual(fits ? [] : ['conflict']);
  });

  it('that clash are named, with the nearest set that works', () => {
    const [sentence, second] = clashesOf(['prometheus', 'sentry', 'newrelic', 'datadog']);
    expect(sentence).toContain('newrelic and datadog');
    expect(sentence).toContain('monitoring.vendor=prometheus,sentry,newrelic.');
    expect(second).toBeUndefined();
  });

  it('that clash three at a time are left with a set that is not refused next', () => {
    const sentences = clashesOf(['sentry', 'datadog', 'newrelic', 'elastic']);
    expect(sentences).toHaveLength(3);
    for (const sentence of sentences) expect(sentence).toContain('monitoring.vendor=sentry,datadog.');
    expect(clashesOf(['sentry', 'datadog'])).toEqual([]);
  });

  it('alone and both with Prometheus are taken in any order', () => {
    const { answers } = resolve({ monitoring: { vendor: ['datadog', 'sentry', 'prometheus'] } }, 'shop');
    expect(wordsOf(answers.monitoring?.vendor)).toEqual(['prometheus', 'sentry', 'datadog']);
  });
});
