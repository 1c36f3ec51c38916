import { createParser } from 'eventsource-parser';
import { CoachEvent } from '#contract/events';
import { type EventId, parseEventId } from '#contract/ids';
import { Unreachable } from './refusal.ts';

/** One event as it came; events that are not stored have no id. */
export interface ReceivedEvent {
  readonly id: EventId | undefined;
  readonly event: CoachEvent;
}

/** A turn's whole text is far below this; a block that grows beyond it is dropped, and the turn asked for again. */
const MAX_BLOCK_CHARACTERS = 4_000_000;

/**
 * Parses one `data:` text.
 *
 * @returns undefined for an event of a newer server that this client does not know.
 * @throws {Unreachable} for what no server of ours sends: then the stream is broken, and to be asked for again.
 */
function parseEvent(data: string): CoachEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (cause) {
    throw new Unreachable('an event that is not JSON', { cause });
  }
  const parsed = CoachEvent.safeParse(value);
  if (!parsed.success) {
    // Which event it is could not be told: one that we don't know. Anything deeper is a known one that is broken.
    if (parsed.error.issues[0]?.path[0] === 'type') return undefined;
    throw new Unreachable('an event that is not valid', { cause: parsed.error });
  }
  return parsed.data;
}

/**
 * Reads the one event of an answer that does not stream: white space, and then the end of the turn.
 * @throws {Unreachable} when it broke off before.
 */
export async function readWhole(bytes: AsyncIterable<Uint8Array>): Promise<ReceivedEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of bytes) text += decoder.decode(part, { stream: true });
  const event = parseEvent(text);
  if (!event) throw new Unreachable('an answer that we do not know');
  return { id: undefined, event };
}

/**
 * Reads server-sent events, however their bytes were cut on the way.
 * A block that the stream's end cuts off is dropped, as the standard asks.
 *
 * @throws {Unreachable} when the bytes are not a stream of ours.
 */
export async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReceivedEvent, void, undefined> {
  let ready: { readonly id: string | undefined; readonly data: string }[] = [];
  const parser = createParser({
    maxBufferSize: MAX_BLOCK_CHARACTERS,
    onEvent: ({ id, data }) => ready.push({ id, data }),
  });
  const decoder = new TextDecoder();
  for await (const part of bytes) {
    parser.feed(decoder.decode(part, { stream: true }));
    const blocks = ready;
    ready = [];
    for (const { id, data } of blocks) {
      const event = parseEvent(data);
      if (event) yield { id: parseEventId(id), event };
    }
  }
}
