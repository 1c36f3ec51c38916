import { expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { ContentBlock } from '#ports/model';
import type { Outcome, TurnRecord } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { replay } from './replay.ts';

const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' } as const;
const END: CoachEvent = { type: 'error', turnId: 't', sessionId: 's', code: 'internal', message: '', retryable: true };
const frame = (seq: number, event: CoachEvent): Frame => ({ id: { epoch: 2, seq }, event });
const chunk = (seq: number) => frame(seq, { type: 'chunk', text: String(seq), step: 1 });
const LOG = [chunk(1), chunk(2), frame(3, END)];

async function replayed(
  turn: object,
  stored: { log?: readonly Frame[]; answer?: readonly ContentBlock[] },
  seq?: number,
) {
  const turns = {
    readEvents: async () => stored.log ?? [],
    readAnswer: async () => [{ content: stored.answer ?? [] }],
  } as unknown as Turns;
  const record = { epoch: 2, messageSeq: 4, ...turn } as TurnRecord;
  return Array.fromAsync(replay(turns, ref, record, seq === undefined ? undefined : { epoch: 2, seq }));
}

it.each([
  [undefined, LOG],
  [1, LOG.slice(1)],
  [2, LOG.slice(2)],
  [3, LOG],
  [99, LOG],
])('replays the stored events after the cursor %s, and all of them when none is after it', async (cursor, frames) => {
  expect(await replayed({}, { log: LOG }, cursor)).toEqual(frames);
});

it('ignores a cursor of another epoch', async () => {
  expect(await replayed({ epoch: 3 }, { log: LOG }, 2)).toEqual(LOG);
});

it('sends the text of the answer and its end once the events are gone', async () => {
  const answer: ContentBlock[] = [
    { type: 'reasoning', text: 'hm' },
    { type: 'text', text: 'Go' },
    { type: 'text', text: 'ld.' },
  ];
  const outcome = { type: 'aborted', turnId: 't', usage: {} } as unknown as Outcome;
  expect(await replayed({ outcome }, { log: [chunk(1)], answer })).toEqual([
    { event: { type: 'snapshot', text: 'Gold.', blocks: answer } },
    { event: { ...outcome, sessionId: 's', aiResponse: 'Gold.' } },
  ]);
});

it('sends an error as it was, without a text, and no end that was not stored', async () => {
  const [snapshot, end] = await replayed({ outcome: END }, { answer: [{ type: 'text', text: 'Half' }] });
  expect(snapshot?.event).toMatchObject({ type: 'snapshot', text: 'Half' });
  expect(end).toEqual({ event: END });
  expect(await replayed({}, {})).toEqual([{ event: { type: 'snapshot', text: '', blocks: [] } }]);
});
