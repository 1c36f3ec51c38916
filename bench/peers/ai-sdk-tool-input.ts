import { readUIMessageStream, type UIMessageChunk } from 'ai';
import { measureToolInput } from '../model/tool-input.ts';

/** Share of the deltas to read. The SDK parses the whole input again with every delta, so a full run takes too long. */
const SHARE = 0.1;

const streamOf = (deltas: readonly string[]) =>
  new ReadableStream<UIMessageChunk>({
    start(controller) {
      controller.enqueue({ type: 'start' });
      controller.enqueue({ type: 'tool-input-start', toolCallId: 'id', toolName: 'plan', dynamic: true });
      for (const inputTextDelta of deltas) {
        controller.enqueue({ type: 'tool-input-delta', toolCallId: 'id', inputTextDelta });
      }
      controller.enqueue({ type: 'finish' });
      controller.close();
    },
  });

/** A tool call as the AI SDK shows it while its input streams. */
await measureToolInput(async (deltas) => {
  let parts = 0;
  for await (const message of readUIMessageStream({ stream: streamOf(deltas) })) parts = message.parts.length;
  return parts;
}, SHARE);
