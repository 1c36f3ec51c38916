import { parseJsonEventStream, readUIMessageStream, type UIMessageChunk, uiMessageChunkSchema } from 'ai';
import { answerOf, type bodyOf, effort, microsecondsOf, printFigures } from '../work/event-reading.ts';

/** With the argument `message`, each event is also merged into its message, as `useChat` does. */
const withMessage = process.argv.includes('message');

const write = (chunk: UIMessageChunk) => `data: ${JSON.stringify(chunk)}\n\n`;
const events = answerOf((delta, place) =>
  place === 0 ? write({ type: 'text-start', id: '0' }) : write({ type: 'text-delta', id: '0', delta }),
);

/** Parses a response as the SDK's own transport does. */
const chunksOf = (body: ReturnType<typeof bodyOf>) =>
  parseJsonEventStream({ stream: body, schema: uiMessageChunkSchema }).pipeThrough(
    new TransformStream<{ success: boolean; value?: unknown; error?: unknown }, UIMessageChunk>({
      transform(parsed, controller) {
        if (!parsed.success) throw parsed.error;
        controller.enqueue(parsed.value as UIMessageChunk);
      },
    }),
  );

const us = await microsecondsOf(
  events,
  async (body) => {
    let seen = 0;
    const chunks = chunksOf(body);
    for await (const _ of withMessage ? readUIMessageStream({ stream: chunks }) : chunks) seen += 1;
    return seen;
  },
  effort,
);

printFigures({ us });
