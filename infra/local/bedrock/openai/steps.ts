import type { WireStep } from '../compose-answer.ts';
import { WireException } from '../exceptions.ts';
import type { Progress, Usage } from './chunk.ts';
import { createThinkTags } from './think-tags.ts';
import { createToolCalls } from './tool-calls.ts';

const CUT = /^(?:length|max_tokens)$/i;
const FILTERED = /filter|safety|refusal|prohibited|blocked/i;

/**
 * Converts a stream of chunks to steps: text and thoughts at once, tool calls at the end, because a stream may mix their
 * pieces. Yields no usage step when the server sends no usage; the fake then estimates it.
 *
 * @param offered - Names of the tools in the request.
 * @throws {WireException} when the server reports an error, or calls a tool that was not offered.
 */
export async function* toSteps(
  progress: AsyncIterable<Progress>,
  offered: readonly string[],
): AsyncGenerator<WireStep, void> {
  const tags = createThinkTags();
  const calls = createToolCalls(offered);
  let usage: Usage | undefined;
  let reason: string | undefined;
  for await (const { thoughts, text, tools, ...more } of progress) {
    if (thoughts !== '') yield { reasoning: thoughts, delayMs: 0 };
    yield* tags.take(text);
    for (const piece of tools) calls.add(piece);
    usage = more.usage ?? usage;
    reason = more.finishReason ?? reason;
  }
  yield* tags.rest();
  if (usage) yield { usage };
  yield* endingOf(reason, calls);
}

function* endingOf(reason: string | undefined, calls: ReturnType<typeof createToolCalls>): Generator<WireStep> {
  if (reason === 'error') throw new WireException('modelStreamErrorException', 'The server broke off with an error.');
  if (reason !== undefined && FILTERED.test(reason)) {
    yield { stop: 'content_filtered' };
    return;
  }
  yield* calls.steps();
  if (!reason) yield { cut: 'end' };
  else if (CUT.test(reason)) yield { stop: 'max_tokens' };
}
