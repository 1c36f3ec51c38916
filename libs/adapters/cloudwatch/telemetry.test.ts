import { expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import type { TurnSummary } from '#ports/telemetry';
import { createTelemetry } from './telemetry.ts';

const NOW = Date.parse('2026-11-21T10:15:00.250Z');
const HEAD = { timestamp: '2026-11-21T10:15:00.250Z', level: 'INFO', function: 'stream-game-coach' };

/** Telemetry, and the lines that it has written. */
function open() {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const telemetry = createTelemetry({ stage: 'dev', function: 'stream-game-coach', now: () => NOW, write });
  return { telemetry, lines, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const summary: TurnSummary = {
  requestId: 'r1',
  kind: 'game_coach',
  sessionId: 's1',
  turnId: 't1',
  frontDoor: 'function_url',
  epoch: 1,
  outcome: 'complete',
  stopReason: 'end_turn',
  firstTokenMs: 420,
  durationMs: 2_500,
  inputTokens: 300,
  outputTokens: 100,
  cacheReadTokens: 50,
  chargedTokens: 405,
  steps: 2,
  retries: 1,
};
const dimensions = { kind: 'game_coach', frontDoor: 'function_url' };

/** CloudWatch's embedded metric format: where the metrics of a line belong, and which of its fields they are. */
const embedded = (names: readonly string[], units: readonly (readonly [string, string])[]) => ({
  Timestamp: NOW,
  CloudWatchMetrics: [
    { Namespace: 'Coachstream/dev', Dimensions: [names], Metrics: units.map(([Name, Unit]) => ({ Name, Unit })) },
  ],
});

it('writes a turn as one line with its facts and its metrics', () => {
  const { telemetry, read } = open();
  telemetry.turn(summary);
  expect(read()).toEqual([
    {
      ...HEAD,
      message: 'turn',
      ...summary,
      Turns: 1,
      TurnsCompleted: 1,
      ChargedTokens: 405,
      ModelRetries: 1,
      FirstTokenTime: 420,
      _aws: embedded(
        ['kind', 'frontDoor'],
        [
          ['Turns', 'Count'],
          ['TurnsCompleted', 'Count'],
          ['ChargedTokens', 'Count'],
          ['ModelRetries', 'Count'],
          ['FirstTokenTime', 'Milliseconds'],
        ],
      ),
    },
  ]);
});

it.each(['aborted', 'error'])('counts a turn that ended with %s as not completed', (outcome) => {
  const { telemetry, read } = open();
  telemetry.turn({ ...summary, outcome });
  expect(read()).toMatchObject([{ Turns: 1, TurnsCompleted: 0, ...dimensions }]);
});

it('has no time to the first token of a turn that showed none', () => {
  const { telemetry, lines } = open();
  const { firstTokenMs: _, ...silent } = summary;
  telemetry.turn(silent);
  expect(lines[0]).not.toContain('FirstToken');
});

it('counts by its dimensions, one at a time unless it is told how many', () => {
  const { telemetry, read } = open();
  telemetry.count('Swept', { deed: 'parked' }, 3);
  telemetry.count('Internal');
  expect(read()).toEqual([
    { ...HEAD, message: 'Swept', deed: 'parked', Swept: 3, _aws: embedded(['deed'], [['Swept', 'Count']]) },
    { ...HEAD, message: 'Internal', Internal: 1, _aws: embedded([], [['Internal', 'Count']]) },
  ]);
});

it.each(['info', 'warn', 'error'] as const)('logs facts as fields of a line of level %s', (severity) => {
  const { telemetry, read } = open();
  telemetry.log(severity, 'a job was late', { job: 'build', attempts: 2 });
  telemetry.log(severity, 'no facts');
  const level = severity.toUpperCase();
  expect(read()).toEqual([
    { ...HEAD, level, message: 'a job was late', job: 'build', attempts: 2 },
    { ...HEAD, level, message: 'no facts' },
  ]);
});

it('quotes the messages of our own errors, and of another library only the name', () => {
  const { telemetry, lines, read } = open();
  const theirs = Object.assign(new Error('the text of a user'), { name: 'ValidationException' });
  const error = new CoachError('dependency_unavailable', 'DynamoDB did not answer', { cause: theirs });
  telemetry.log('error', 'failed', { error, turnId: 't1' });
  const [{ error: logged } = {}] = read();
  expect(logged).toEqual({
    name: 'dependency_unavailable',
    message: 'DynamoDB did not answer',
    frames: expect.arrayContaining([expect.stringMatching(/^ {4}at .*telemetry\.test\.ts/)]),
    cause: { name: 'ValidationException', frames: expect.any(Array) },
  });
  expect((logged as { frames: unknown[] }).frames.length).toBeLessThanOrEqual(8);
  expect(lines.join()).not.toContain('the text of a user');
});

it('describes an error with its next three causes, and no further', () => {
  const { telemetry, read } = open();
  const chain = (depth: number): Error =>
    new Error(`depth ${depth}`, depth < 6 ? { cause: chain(depth + 1) } : undefined);
  telemetry.log('error', 'failed', { error: chain(0) });
  const messages: unknown[] = [];
  let [{ error } = {}] = read() as { error?: { message: string; cause?: never } }[];
  for (; error; error = error.cause) messages.push(error.message);
  expect(messages).toEqual(['depth 0', 'depth 1', 'depth 2', 'depth 3']);
});

it('keeps a value with line breaks and control characters in one line that no terminal interprets', () => {
  const { telemetry, lines, read } = open();
  const hostile = 'a\n{"level":"ERROR"}\r\u001b[2J\u007f\u009b31m';
  telemetry.log('info', hostile, { hostile });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\u0020-\u007e]+$/);
  expect(read()).toMatchObject([{ message: hostile, hostile }]);
});
