import { type CoachEvent, isStored } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { Finish } from '#ports/turn-endings';
import type { Turns } from '#ports/turns';
import { CHECKPOINT_BYTES } from './parameters.ts';

/** Events of one epoch: numbered as they are shown, stored soon after. */
export interface EventLog {
  /** Gives the event its id, and keeps it for storing. Starts a checkpoint when one is due; never waits for it. */
  record(event: CoachEvent): Frame;
  /** Stores what is not stored yet. A failure keeps it for the next time. */
  checkpoint(): Promise<void>;
  /**
   * Numbers the last events, the terminal one at the end. They are stored with the closing transaction and not before
   * it: `tail` is what is not stored yet, with them at the end. Waits for a checkpoint under way; nothing is recorded
   * after it.
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
  /** Told of a checkpoint that failed; its events stay with the rest. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The first event is stored at once, the others with the next heartbeat or kilobyte.
 * A batch that may or may not have been stored is written again under its number with whatever came since: it only grows.
 */
export function createEventLog({ epoch, append, onFailure }: EventLogDeps): EventLog {
  let lastSeq = 0;
  let batch = 0;
  let unsaved: Frame[] = [];
  let unsavedBytes = 0;
  let underWay: Promise<void> | undefined;

  const store = async () => {
    const frames = [...unsaved];
    try {
      await append(batch, frames);
      batch += 1;
      unsaved = unsaved.slice(frames.length);
      unsavedBytes = unsaved.reduce((sum, frame) => sum + weightOf(frame.event), 0);
    } catch (error) {
      onFailure(error);
    } finally {
      underWay = undefined;
    }
  };
  const checkpoint = async () => {
    while (underWay !== undefined) await underWay; // whoever waited with us may have begun another
    if (unsaved.length === 0) return;
    underWay = store();
    await underWay;
  };

  const number = (event: CoachEvent) => {
    lastSeq += 1;
    return { id: { epoch, seq: lastSeq }, event };
  };

  return {
    record(event) {
      if (!isStored(event)) return { event };
      const frame = number(event);
      unsaved.push(frame);
      unsavedBytes += weightOf(event);
      const isDue = lastSeq === 1 || unsavedBytes >= CHECKPOINT_BYTES;
      if (isDue && underWay === undefined) void checkpoint();
      return frame;
    },
    checkpoint,
    async close(events) {
      while (underWay !== undefined) await underWay;
      const frames = events.map(number);
      return { frames, tail: { batch, frames: [...unsaved, ...frames] } };
    },
  };
}

/** Around the text of a delta. */
const DELTA_BYTES = 3;

/** About what is kept of an event, in bytes: of a delta hardly more than its text. */
const weightOf = (event: CoachEvent): number =>
  event.type === 'chunk' || event.type === 'thinking'
    ? Buffer.byteLength(event.text) + DELTA_BYTES
    : Buffer.byteLength(JSON.stringify(event));
