import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { pipeUIMessageStreamToResponse, streamText, toUIMessageStream } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { deltas } from '../streaming/deltas.ts';
import { measureServer } from '../streaming/measure-server.ts';
import { type Plan, textOf } from '../streaming/plan.ts';

type Part =
  Awaited<ReturnType<MockLanguageModelV4['doStream']>>['stream'] extends ReadableStream<infer One> ? One : never;

/** A mock model of the AI SDK, its `streamText`, and its own response writer. */
await measureServer((_request, response, plan) => {
  const model = new MockLanguageModelV4({ doStream: async () => ({ stream: sourceOf(plan) }) });
  const { stream } = streamText({ model, prompt: 'Go on.', onError: () => undefined });
  pipeUIMessageStreamToResponse({ response, stream: toUIMessageStream({ stream }) }).catch(() => undefined);
});

/** Node's type has `from`; the browser's type does not. */
function sourceOf(plan: Plan): ReadableStream<Part> {
  return NodeReadableStream.from<Part>(parts(plan)) as ReadableStream<Part>;
}

async function* parts(plan: Plan): AsyncGenerator<Part, void, undefined> {
  yield { type: 'stream-start', warnings: [] };
  yield { type: 'text-start', id: '0' };
  yield* deltas(plan, deltaOf);
  yield { type: 'text-end', id: '0' };
  yield {
    type: 'finish',
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: {
      inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: plan.count, text: plan.count, reasoning: 0 },
    },
  };
}

function deltaOf(index: number): Part {
  return { type: 'text-delta', id: '0', delta: textOf(index) };
}
