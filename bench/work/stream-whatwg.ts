import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream, TextEncoderStream, TransformStream } from 'node:stream/web';
import { type Frame, formatFrame } from '#contract/sse';
import { deltas } from '../streaming/deltas.ts';
import { measureServer } from '../streaming/measure-server.ts';
import { textOf } from '../streaming/plan.ts';

/** Web streams, as frameworks chain them: a source, a transform to events and a transform to bytes. */
await measureServer((_request, response, plan) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  const bytes = ReadableStream.from<Frame>(deltas(plan, frameOf))
    .pipeThrough(new TransformStream<Frame, string>({ transform: (frame, to) => to.enqueue(formatFrame(frame)) }))
    .pipeThrough(new TextEncoderStream());
  pipeline(Readable.fromWeb(bytes), response).catch(() => undefined); // the reader has disconnected
});

function frameOf(index: number): Frame {
  return { id: { epoch: 1, seq: index + 1 }, event: { type: 'chunk', text: textOf(index), step: 1 } };
}
