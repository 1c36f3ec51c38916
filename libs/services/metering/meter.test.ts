import { describe, expect, it } from 'vitest';
import { NO_USAGE, type Usage } from '#contract/usage';
import { createMeter } from './meter.ts';

const CALL = { inputTokens: 10, maxTokens: 5 };
const tokens = (inputTokens: number, outputTokens: number): Usage => ({ ...NO_USAGE, inputTokens, outputTokens });
const REPORTED: Usage = { inputTokens: 7, outputTokens: 8, cacheReadTokens: 9, cacheWriteTokens: 10 };

describe('the meter of a model call', () => {
  it('counts the input from the beginning, and each output by estimate, up to the maximum of the call', () => {
    const meter = createMeter();
    const call = meter.begin(CALL);
    expect(meter.read()).toEqual(tokens(10, 0));
    call.produced('abcd');
    expect(meter.read()).toEqual(tokens(10, 2));
    call.produced('a');
    expect(meter.read()).toEqual(tokens(10, 3));
    call.produced('a'.repeat(30));
    expect(meter.read()).toEqual(tokens(10, 5));
  });

  it('replaces its estimates by the figures of the provider, also when the call is then closed', () => {
    const meter = createMeter();
    const call = meter.begin(CALL);
    call.produced('abc');
    call.reported(REPORTED);
    call.cancelled();
    call.brokeOff();
    call.produced('abc');
    expect(meter.read()).toEqual(REPORTED);
  });

  it.each([
    ['nothing for a call that the provider refused before any output', 'brokeOff', '', tokens(0, 0)],
    ['the estimate for a call that the provider broke off', 'brokeOff', 'abc', tokens(10, 1)],
    ['the input of a call that was cancelled before any output', 'cancelled', '', tokens(10, 0)],
    ['the estimate for a call that was cancelled', 'cancelled', 'abc', tokens(10, 1)],
  ] as const)('charges %s', (_, end, output, usage) => {
    const meter = createMeter();
    const call = meter.begin(CALL);
    if (output !== '') call.produced(output);
    call[end]();
    expect(meter.read()).toEqual(usage);
  });

  it('adds calls that overlap to what earlier attempts have used, and ends each of them alone', () => {
    const meter = createMeter(tokens(100, 20));
    const [first, second] = [meter.begin(CALL), meter.begin({ inputTokens: 1, maxTokens: 50 })];
    first.produced('abc');
    second.produced('abcdef');
    expect(meter.read()).toEqual(tokens(111, 23));
    first.brokeOff();
    second.reported(tokens(3, 4));
    expect(meter.read()).toEqual(tokens(113, 25));
  });
});
