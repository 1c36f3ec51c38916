import type { FunctionBackend, ResponseSink } from '../lambda/backend.ts';
import { PRELUDE_CONTENT_TYPE } from './prelude.ts';

type Event = Record<string, unknown>;

export interface ScriptedFunction extends FunctionBackend {
  /** All events that the function received. */
  readonly events: Event[];
}

/** A function for tests, with a scripted response. */
export function scriptFunction(play: (sink: ResponseSink, event: Event) => void | Promise<void>): ScriptedFunction {
  const events: Event[] = [];
  return {
    name: 'played',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:played',
    events,
    async invoke(payload, sink) {
      const event = JSON.parse(payload) as Event;
      events.push(event);
      await play(sink, event);
    },
  };
}

/** Streams a head and a body as `HttpResponseStream.from` does. */
export function streamAnswer(sink: ResponseSink, head: object, ...chunks: readonly string[]): void {
  sink.open(PRELUDE_CONTENT_TYPE);
  void sink.write(Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.alloc(8)]));
  for (const chunk of chunks) void sink.write(Buffer.from(chunk));
  sink.end();
}

/** Returns a value as a buffered function does. */
export function returnAnswer(sink: ResponseSink, value: unknown): void {
  sink.open('application/json');
  void sink.write(Buffer.from(JSON.stringify(value)));
  sink.end();
}
