import { createParser } from 'eventsource-parser';
import type * as z from 'zod/mini';
import { CoachEvent } from '#contract/events';
import { type EventId, parseEventId } from '#contract/ids';
import { Unreachable } from './refusal.ts';

/** One received event. Events that are not stored have no id. */
export interface ReceivedEvent {
  readonly id: EventId | undefined;
  readonly event: CoachEvent;
}

/** Far above a turn's whole text. A longer block is dropped, and the turn is requested again. */
const MAX_BLOCK_CHARACTERS = 4_000_000;

type Delta = Extract<CoachEvent, { type: 'chunk' | 'thinking' }>;

/** Nearly every event is a delta, and checking its three fields costs a tenth of the schema. */
const isDelta = (value: Delta | null): value is Delta =>
  (value?.type === 'chunk' || value?.type === 'thinking') &&
  typeof value.text === 'string' &&
  Number.isSafeInteger(value.step) &&
  value.step >= 0;

/**
 * Parses one `data:` text.
 *
 * @returns undefined for an event of a newer server.
 * @throws {Unreachable} for invalid data: the stream is broken, and the turn is requested again.
 */
function parseEvent(data: string): CoachEvent | undefined {
  try {
    const value = JSON.parse(data) as Delta | null;
    return isDelta(value) ? value : CoachEvent.parse(value);
  } catch (cause) {
    // A fault of `type` means an unknown event. Any other fault means an invalid one.
    if ((cause as Partial<z.core.$ZodError>).issues?.[0]?.path[0] === 'type') return undefined;
    throw new Unreachable('an event that is not valid', { cause });
  }
}

interface Block {
  readonly id?: string | undefined;
  readonly data: string;
}

/** Takes the bytes of one read; `undefined` means that the answer has ended. */
export type Take = (bytes: Uint8Array | undefined) => readonly Block[];

/**
 * Parses server-sent events, however their bytes are split.
 * A block that the end of the stream cuts off is dropped, as the standard requires.
 */
export function createBlocks(onComment?: (comment: string) => void): Take {
  let ready: Block[];
  const onEvent = (block: Block) => ready.push(block);
  const parser = createParser({ maxBufferSize: MAX_BLOCK_CHARACTERS, onEvent, ...(onComment && { onComment }) });
  const decoder = new TextDecoder();
  return (bytes) => {
    ready = [];
    parser.feed(decoder.decode(bytes, { stream: true }));
    return ready;
  };
}

/** Parses the answer of path 3: white space, then the terminal event. */
export function createWhole(): Take {
  const decoder = new TextDecoder();
  let data = '';
  return (bytes) => {
    data += decoder.decode(bytes, { stream: true });
    return bytes ? [] : [{ data }];
  };
}

/** @throws {Unreachable} when the block is invalid. */
export function receivedFrom({ id, data }: Block): ReceivedEvent | undefined {
  const event = parseEvent(data);
  return event && { id: parseEventId(id), event };
}
