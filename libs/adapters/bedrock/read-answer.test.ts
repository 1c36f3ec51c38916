import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { type ModelEvent, ModelFailure } from '#ports/model';
import { readAnswer } from './read-answer.ts';

const delta = (contentBlockIndex: number, delta: object) =>
  ({ contentBlockDelta: { contentBlockIndex, delta } }) as ConverseStreamOutput;
const toolStart = (contentBlockIndex: number, toolUseId: string) =>
  ({
    contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name: 'log' } } },
  }) as ConverseStreamOutput;
const stop = (contentBlockIndex: number) => ({ contentBlockStop: { contentBlockIndex } }) as ConverseStreamOutput;
const end = (stopReason: string) => ({ messageStop: { stopReason } }) as ConverseStreamOutput;
const metadata = {
  metadata: {
    usage: {
      ...{ inputTokens: 5, outputTokens: 7, totalTokens: 19 },
      ...{ cacheReadInputTokens: 3, cacheWriteInputTokens: 4 },
    },
    metrics: { latencyMs: 1 },
  },
} as ConverseStreamOutput;

async function read(...events: ConverseStreamOutput[]): Promise<ModelEvent[]> {
  async function* stream() {
    yield* events;
  }
  return await Array.fromAsync(readAnswer(stream()));
}

it('separates blocks by index, even when their deltas are interleaved', async () => {
  const events = await read(
    toolStart(1, 'a'),
    delta(0, { text: 'One' }),
    delta(1, { toolUse: { input: '{"n":' } }),
    delta(0, { text: ' two' }),
    delta(1, { toolUse: { input: '1}' } }),
    stop(1),
    stop(0),
    end('tool_use'),
    metadata,
  );

  expect(events).toEqual([
    { type: 'text', text: 'One' },
    { type: 'text', text: ' two' },
    { type: 'tool_use', toolUseId: 'a', name: 'log', input: { n: 1 } },
    {
      type: 'end',
      stopReason: 'tool_use',
      usage: { inputTokens: 5, outputTokens: 7, cacheReadTokens: 3, cacheWriteTokens: 4 },
      content: [
        { type: 'text', text: 'One two' },
        { type: 'tool_use', toolUseId: 'a', name: 'log', input: { n: 1 } },
      ],
    },
  ]);
});

it('parses a missing tool input as an empty object and a broken one as null', async () => {
  const events = await read(
    toolStart(0, 'a'),
    stop(0),
    toolStart(1, 'b'),
    delta(1, { toolUse: { input: '{"n":' } }),
    stop(1),
    end('max_tokens'),
    metadata,
  );

  expect(events.slice(0, 2)).toMatchObject([{ input: {} }, { input: null }]);
});

it('keeps a signature without text and joins redacted reasoning', async () => {
  const events = await read(
    delta(0, { reasoningContent: { signature: 'c2ln' } }),
    stop(0),
    delta(1, { reasoningContent: { redactedContent: Buffer.from('sec') } }),
    delta(1, { reasoningContent: { redactedContent: Buffer.from('ret') } }),
    stop(1),
    end('end_turn'),
    metadata,
  );

  expect(events).toMatchObject([
    {
      content: [
        { type: 'reasoning', text: '', signature: 'c2ln' },
        { type: 'redacted_reasoning', data: 'c2VjcmV0' },
      ],
    },
  ]);
});

it('finishes blocks whose stop event is missing', async () => {
  const events = await read(toolStart(0, 'a'), delta(0, { toolUse: { input: '{}' } }), end('tool_use'), metadata);

  expect(events.map(({ type }) => type)).toEqual(['tool_use', 'end']);
});

it('maps stop reasons and treats an unknown one as end_turn', async () => {
  const reasons = ['end_turn', 'stop_sequence', 'max_tokens', 'model_context_window_exceeded', 'out_of_breath'];
  const ends = await Promise.all(reasons.map(async (reason) => (await read(end(reason), metadata)).at(-1)));

  expect(ends.map((event) => event?.type === 'end' && event.stopReason)).toEqual([
    'end_turn',
    'stop_sequence',
    'max_tokens',
    'max_tokens',
    'end_turn',
  ]);
});

it.each([
  ['guardrail_intervened', 'refused'],
  ['content_filtered', 'refused'],
  ['refusal', 'refused'],
  ['malformed_model_output', 'busy'],
  ['malformed_tool_use', 'busy'],
])('fails on stop reason %s with a %s model failure', async (reason, kind) => {
  const failure = read(end(reason), metadata);

  await expect(failure).rejects.toBeInstanceOf(ModelFailure);
  await expect(failure).rejects.toMatchObject({ kind });
});

it('fails as busy when messageStop or metadata is missing', async () => {
  await expect(read(delta(0, { text: 'Hi' }), stop(0))).rejects.toMatchObject({ kind: 'busy' });
  await expect(read(end('end_turn'))).rejects.toMatchObject({ kind: 'busy' });
  await expect(read(metadata)).rejects.toMatchObject({ kind: 'busy' });
});
