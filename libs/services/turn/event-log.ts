import { type CoachEvent, isStored } from '#contract/events';
import type { Frame } from '#contract/sse';
import { WriteRefused } from '#ports/errors';
import type { Finish } from '#ports/turn-endings';
import type { Turns } from '#ports/turns';
import { CHECKPOINT_BYTES } from './parameters.ts';

/** The events of one epoch. Numbers them as they are sent, and stores them soon after. */
export interface EventLog {
  /** Numbers the event and queues it for storing. Starts a checkpoint when one is due; never waits for it. */
  record(event: CoachEvent): Frame;
  /** Stores the events that are not stored yet. After a failure they stay queued for the next checkpoint. */
  checkpoint(): Promise<void>;
  /**
   * Numbers the last events, the terminal one at the end. They are stored only with the closing transaction. `tail` has
   * them after the events that are not stored yet. Waits for a running checkpoint. Nothing may be recorded afterwards.
   * A second call replaces the last events of the first.
   */
  close(events: readonly CoachEvent[]): Promise<ClosedLog>;
}

export interface ClosedLog {
  /** The last events, numbered, to be sent once they are stored. */
  readonly frames: readonly Frame[];
  readonly tail: Finish['tail'];
}

export interface EventLogDeps {
  readonly epoch: number;
  readonly append: (batch: number, frames: readonly Frame[]) => ReturnType<Turns['appendEvents']>;
  /** Called when a checkpoint fails. The next one stores its events too. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Stores the first event at once, the others with the next heartbeat or kilobyte. Writes a batch that may have been
 * stored again under its number, together with newer events: a batch only grows.
 */
export function createEventLog({ epoch, append, onFailure }: EventLogDeps): EventLog {
  let lastSeq = 0;
  let batch = 0;
  let unsaved: Frame[] = [];
  let unsavedBytes = 0;
  let pending: Promise<void> | undefined;

  const drop = (count: number) => {
    unsaved = unsaved.slice(count);
    unsavedBytes = unsaved.reduce((sum, frame) => sum + weightOf(frame.event), 0);
  };
  const store = async () => {
    const frames = [...unsaved];
    try {
      await append(batch, frames);
      batch += 1;
      drop(frames.length);
    } catch (error) {
      onFailure(error);
      // Without them the log has a gap, and a replay is a snapshot.
      if (error instanceof WriteRefused) drop(frames.length);
    } finally {
      pending = undefined;
    }
  };
  const checkpoint = async () => {
    while (pending !== undefined) await pending; // another caller may have started the next one
    if (unsaved.length === 0) return;
    pending = store();
    await pending;
  };

  return {
    record(event) {
      if (!isStored(event)) return { event };
      lastSeq += 1;
      const frame = { id: { epoch, seq: lastSeq }, event };
      unsaved.push(frame);
      unsavedBytes += weightOf(event);
      const isDue = lastSeq === 1 || unsavedBytes >= CHECKPOINT_BYTES;
      if (isDue && pending === undefined) void checkpoint();
      return frame;
    },
    checkpoint,
    async close(events) {
      while (pending !== undefined) await pending;
      const frames = events.map((event, place) => ({ id: { epoch, seq: lastSeq + 1 + place }, event }));
      return { frames, tail: { batch, frames: [...unsaved, ...frames] } };
    },
  };
}

/** Bytes around the text of a delta. */
const DELTA_BYTES = 3;

/** Estimated stored size of an event, in bytes. For a delta little more than its text. */
const weightOf = (event: CoachEvent): number =>
  event.type === 'chunk' || event.type === 'thinking'
    ? Buffer.byteLength(event.text) + DELTA_BYTES
    : Buffer.byteLength(JSON.stringify(event));
