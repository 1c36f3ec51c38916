import { type CoachEvent, isStored } from '#contract/events';
import type { Frame } from '#contract/sse';
import { WriteRefused } from '#ports/errors';
import type { Finish, Turns } from '#ports/turns';
import { CHECKPOINT_BYTES } from './parameters.ts';

/** Events of one epoch: numbered as they are shown, stored soon after. */
export interface EventLog {
  /** Gives the event its id, and keeps it for storing. Starts a checkpoint when one is due; never waits for it. */
  record(event: CoachEvent): Frame;
  /** Stores what is not stored yet. A failure keeps it for the next time. */
  checkpoint(): Promise<void>;
  /**
   * Numbers the last events, the terminal one at the end. They are stored with the closing transaction and not before
   * it: `tail` is what is not stored yet, with them at the end. Waits for a checkpoint under way. Nothing is recorded
   * after it. A second call replaces the last events of the first.
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
      underWay = undefined;
    }
  };
  const checkpoint = async () => {
    while (underWay !== undefined) await underWay; // whoever waited with us may have begun another
    if (unsaved.length === 0) return;
    underWay = store();
    await underWay;
  };

  return {
    record(event) {
      if (!isStored(event)) return { event };
      lastSeq += 1;
      const frame = { id: { epoch, seq: lastSeq }, event };
      unsaved.push(frame);
      unsavedBytes += weightOf(event);
      const isDue = lastSeq === 1 || unsavedBytes >= CHECKPOINT_BYTES;
      if (isDue && underWay === undefined) void checkpoint();
      return frame;
    },
    checkpoint,
    async close(events) {
      while (underWay !== undefined) await underWay;
      const frames = events.map((event, place) => ({ id: { epoch, seq: lastSeq + 1 + place }, event }));
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
