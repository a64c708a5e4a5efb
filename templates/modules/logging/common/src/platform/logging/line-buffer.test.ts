import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineBuffer } from './line-buffer.js';

describe('the buffer of the log', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands on what there is after a moment, in one piece', () => {
    const write = vi.fn();
    const buffer = new LineBuffer({ write });
    buffer.write('one\n');
    buffer.write('two\n');
    expect(write).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(write.mock.calls).toEqual([['one\ntwo\n']]);
  });

  it('hands on what is long enough at once', () => {
    const write = vi.fn();
    new LineBuffer({ write }).write('x'.repeat(70_000));
    expect(write).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(1_000);
    expect(write).toHaveBeenCalledOnce();
  });

  it('writes nothing when it is empty', () => {
    const write = vi.fn();
    new LineBuffer({ write }).flush();
    expect(write).not.toHaveBeenCalled();
  });
});
