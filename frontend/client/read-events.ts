import { createParser } from 'eventsource-parser';
import type * as z from 'zod/mini';
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

type Delta = Extract<CoachEvent, { type: 'chunk' | 'thinking' }>;

/** Nearly every event is one of these, and to look at its three fields costs a tenth of what the schema does. */
const isDelta = (value: Delta | null): value is Delta =>
  (value?.type === 'chunk' || value?.type === 'thinking') &&
  typeof value.text === 'string' &&
  Number.isSafeInteger(value.step) &&
  value.step >= 0;

/**
 * Parses one `data:` text.
 *
 * @returns undefined for an event of a newer server that this client does not know.
 * @throws {Unreachable} for what no server of ours sends: then the stream is broken, and to be asked for again.
 */
function parseEvent(data: string): CoachEvent | undefined {
  try {
    const value = JSON.parse(data) as Delta | null;
    return isDelta(value) ? value : CoachEvent.parse(value);
  } catch (cause) {
    // Which event it is could not be told: one that we don't know. Anything deeper is a known one that is broken.
    if ((cause as Partial<z.core.$ZodError>).issues?.[0]?.path[0] === 'type') return undefined;
    throw new Unreachable('an event that is not valid', { cause });
  }
}

interface Block {
  readonly id?: string | undefined;
  readonly data: string;
}

/** Takes what one read of an answer has brought; without anything, the answer is over. */
export type Take = (bytes: Uint8Array | undefined) => readonly Block[];

/**
 * Takes server-sent events apart, however their bytes are cut.
 * A block that the stream's end cuts off is dropped, as the standard asks.
 */
export function createBlocks(): Take {
  let ready: Block[];
  const parser = createParser({ maxBufferSize: MAX_BLOCK_CHARACTERS, onEvent: (block) => ready.push(block) });
  const decoder = new TextDecoder();
  return (bytes) => {
    ready = [];
    parser.feed(decoder.decode(bytes, { stream: true }));
    return ready;
  };
}

/** Takes the one event of an answer that does not stream: white space, and then the end of the turn. */
export function createWhole(): Take {
  const decoder = new TextDecoder();
  let data = '';
  return (bytes) => {
    data += decoder.decode(bytes, { stream: true });
    return bytes ? [] : [{ data }];
  };
}

/** @throws {Unreachable} when it is not of a stream of ours. */
export function receivedFrom({ id, data }: Block): ReceivedEvent | undefined {
  const event = parseEvent(data);
  return event && { id: parseEventId(id), event };
}
