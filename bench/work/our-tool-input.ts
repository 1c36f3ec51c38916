import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { readAnswer } from '#adapters/bedrock/read-answer';
import { measureToolInput } from '../model/tool-input.ts';

const toolUse = { toolUseId: 'id', name: 'plan' };

/** A tool call. Its input is parsed once, at its end. */
async function* callOf(deltas: readonly string[]): AsyncGenerator<ConverseStreamOutput, void> {
  yield { contentBlockStart: { contentBlockIndex: 0, start: { toolUse } } };
  for (const input of deltas) yield { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input } } } };
  yield { contentBlockStop: { contentBlockIndex: 0 } };
  yield { messageStop: { stopReason: 'tool_use' } };
  const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
  yield { metadata: { usage, metrics: { latencyMs: 1 } } };
}

await measureToolInput(async (deltas) => {
  for await (const event of readAnswer(callOf(deltas))) if (event.type === 'end') return event;
  return undefined;
});
