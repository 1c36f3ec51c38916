import { expect, it } from 'vitest';
import { BadOption, parseOptions, USAGE } from './options.ts';

it('has defaults for everything', () => {
  expect(parseOptions([])).toEqual({
    port: 4000,
    data: '.coachstream',
    model: { kind: 'simulated' },
    reset: false,
    seed: 1,
    latency: undefined,
    dynamodb: undefined,
    indexLagMs: 0,
    verbose: false,
  });
});

it('reads every option', () => {
  const line =
    '--port 0 --data /tmp/x --model openai:http://127.0.0.1:11434/v1#qwen3 --reset --seed 7 --latency first=0,token=0 --dynamodb http://127.0.0.1:8000 --index-lag 1000 --verbose';
  expect(parseOptions(line.split(' '))).toEqual({
    port: 0,
    data: '/tmp/x',
    model: { kind: 'openai', url: 'http://127.0.0.1:11434/v1#qwen3' },
    reset: true,
    seed: 7,
    latency: { firstMs: 0, tokenMs: 0 },
    dynamodb: 'http://127.0.0.1:8000',
    indexLagMs: 1_000,
    verbose: true,
  });
});

it.each([
  '--port x',
  '--port 70000',
  '--port -1',
  '--model gpt',
  '--model openai:nowhere',
  '--latency 5',
  '--dynamodb 8000',
  '--seed 1.5',
  '--what',
  'extra',
  '--reset=yes',
])('refuses %s, in one line', (line) => {
  expect(() => parseOptions(line.split(' '))).toThrow(BadOption);
  expect(() => parseOptions(line.split(' '))).toThrow(/^[^\n]+$/);
});

it('explains every option', () => {
  expect(parseOptions(['--help'])).toBe('help');
  for (const option of ['port', 'data', 'model', 'reset', 'seed', 'latency', 'dynamodb', 'verbose']) {
    expect(USAGE).toContain(`--${option}`);
  }
});
