import { EventStreamCodec } from '@smithy/core/event-streams';
import type { WireEvent } from './compose-answer.ts';
import { ConnectionCut, WireException } from './exceptions.ts';
import type { Exchange } from './two-protocol-server.ts';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);
const text = (value: string) => ({ type: 'string' as const, value });

function frame(headers: Readonly<Record<string, string>>, data: object): Uint8Array {
  const named = Object.entries({ ...headers, ':content-type': 'application/json' });
  return codec.encode({
    headers: Object.fromEntries(named.map(([name, value]) => [name, text(value)])),
    body: Buffer.from(JSON.stringify(data)),
  });
}

const eventFrame = ({ type, data }: WireEvent): Uint8Array =>
  frame({ ':message-type': 'event', ':event-type': type }, data);

const exceptionFrame = ({ exception, message }: WireException): Uint8Array =>
  frame({ ':message-type': 'exception', ':exception-type': exception }, { message });

export function sendJson(exchange: Exchange, body: object): void {
  exchange.head(200, { 'content-type': 'application/json' });
  exchange.end(Buffer.from(JSON.stringify(body)));
}

export function sendException(exchange: Exchange, { status, errorType, message }: WireException): void {
  exchange.head(status, { 'content-type': 'application/json', 'x-amzn-errortype': errorType });
  exchange.end(Buffer.from(JSON.stringify({ message })));
}

/** Sends a ConverseStream response. The head is sent with the first event; earlier errors are thrown to the caller. */
export async function sendStream(exchange: Exchange, events: AsyncIterable<WireEvent>): Promise<void> {
  let begun = false;
  try {
    for await (const event of events) {
      if (!begun) exchange.head(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      begun = true;
      exchange.write(eventFrame(event));
    }
    exchange.end();
  } catch (error) {
    if (error instanceof WireException && begun) exchange.end(exceptionFrame(error));
    else if (error instanceof ConnectionCut && begun) sendCut(exchange, error);
    else throw error;
  }
}

function sendCut(exchange: Exchange, { how }: ConnectionCut): void {
  const half = eventFrame({ type: 'contentBlockDelta', data: { contentBlockIndex: 0, delta: { text: 'cut' } } });
  if (how === 'reset') exchange.destroy();
  else exchange.end(how === 'truncated' ? half.subarray(0, half.length / 2) : undefined);
}

interface Folded {
  readonly text?: string;
  readonly toolUse?: { readonly toolUseId: string; readonly name: string; readonly input: string };
  readonly reasoning?: { readonly text: string; readonly signature?: string };
  readonly redacted?: string;
}

interface Delta {
  readonly text?: string;
  readonly toolUse?: { readonly input: string };
  readonly reasoningContent?: {
    readonly text?: string;
    readonly signature?: string;
    readonly redactedContent?: string;
  };
}

/** Sends a Converse response: the events of ConverseStream, merged into one message. */
export async function sendConverse(exchange: Exchange, events: AsyncIterable<WireEvent>): Promise<void> {
  const blocks = new Map<unknown, Folded>();
  let end: object = {};
  for await (const { type, data } of events) {
    const at = data['contentBlockIndex'];
    if (type === 'contentBlockStart') {
      const { toolUse } = data['start'] as { toolUse: { toolUseId: string; name: string } };
      blocks.set(at, { toolUse: { ...toolUse, input: '' } });
    } else if (type === 'contentBlockDelta') {
      blocks.set(at, fold(blocks.get(at) ?? {}, data['delta'] as Delta));
    } else if (type === 'messageStop' || type === 'metadata') {
      end = { ...end, ...data };
    }
  }
  sendJson(exchange, { output: { message: { role: 'assistant', content: [...blocks.values()].map(unfold) } }, ...end });
}

function fold(block: Folded, { text, toolUse, reasoningContent }: Delta): Folded {
  if (text !== undefined) return { text: (block.text ?? '') + text };
  if (toolUse && block.toolUse) return { toolUse: { ...block.toolUse, input: block.toolUse.input + toolUse.input } };
  const { text: thought = '', redactedContent, ...signature } = reasoningContent ?? {};
  if (redactedContent !== undefined) return { redacted: redactedContent };
  return { reasoning: { ...block.reasoning, text: (block.reasoning?.text ?? '') + thought, ...signature } };
}

function unfold({ text, toolUse, reasoning, redacted }: Folded): object {
  if (toolUse) return { toolUse: { ...toolUse, input: parsed(toolUse.input) } };
  if (reasoning) return { reasoningContent: { reasoningText: reasoning } };
  return redacted === undefined ? { text } : { reasoningContent: { redactedContent: redacted } };
}

/** A tool call that the token limit cut has invalid JSON. Its input is then empty. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
