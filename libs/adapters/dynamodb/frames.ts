import type { CoachEvent } from '#contract/events';
import type { Frame } from '#contract/sse';

type Delta = Extract<CoachEvent, { type: 'chunk' | 'thinking' }>;

/** Consecutive deltas as type, first number, step and texts. A token then costs its text and 3 bytes. */
type Run = [type: Delta['type'], seq: number, step: number, ...texts: string[]];
/** Any other event, with its number. */
type Single = [seq: number, event: CoachEvent];

/**
 * Packs the events of one epoch for storage. Events without an id are shown once and not stored. Unpacking returns the
 * same frames: each delta stays a separate event.
 */
export function packFrames(frames: readonly Frame[]): string {
  const packed: (Single | Run)[] = [];
  let next = -1;
  for (const { id, event } of frames) {
    if (!id) continue;
    const last = packed.at(-1);
    if (!isDelta(event)) packed.push([id.seq, event]);
    else if (last && isRun(last) && last[0] === event.type && last[2] === event.step && id.seq === next)
      last.push(event.text);
    else packed.push([event.type, id.seq, event.step, event.text]);
    next = id.seq + 1;
  }
  return JSON.stringify(packed);
}

export function unpackFrames(text: string, epoch: number): readonly Frame[] {
  const packed = JSON.parse(text) as readonly (Single | Run)[];
  return packed.flatMap((entry): Frame | Frame[] => {
    if (!isRun(entry)) return { id: { epoch, seq: entry[0] }, event: entry[1] };
    const [type, seq, step, ...texts] = entry;
    return texts.map((part, place) => ({ id: { epoch, seq: seq + place }, event: { type, text: part, step } }));
  });
}

const isRun = (entry: Single | Run): entry is Run => typeof entry[0] === 'string';

/** A delta with further fields cannot be restored from type, step and text. */
const isDelta = (event: CoachEvent): event is Delta =>
  (event.type === 'chunk' || event.type === 'thinking') && Object.keys(event).length === 3;
