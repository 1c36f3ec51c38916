import { EventSource } from 'eventsource';
import { expect, it, vi } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { isTerminal } from '#contract/events';
import { formatEventId } from '#contract/ids';
import { CoachError } from '#ports/errors';
import { framesOf, TAPE_SESSION, TAPE_TURN, TAPES } from '#testing/turn-tapes';
import { createTurnServer, type Play } from '../testing/turn-server.ts';

const FRAMES = framesOf(TAPES.extras);

/** Follows a turn as any EventSource can, until its terminal event. */
async function follow(play: Play) {
  const server = await createTurnServer(play);
  const session = `${server.url}/users/me/coach-creator-sessions/${TAPE_SESSION}`;
  await fetch(`${session}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ turnId: TAPE_TURN, userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00Z' }),
  });
  const source = new EventSource(`${session}/turns/${TAPE_TURN}/stream`);
  const events: CoachEvent[] = [];
  const failures: (number | undefined)[] = [];
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data) as CoachEvent;
    events.push(event);
    if (isTerminal(event)) source.close();
  };
  source.onerror = ({ code }) => void failures.push(code);
  return {
    server,
    source,
    events,
    failures,
    async [Symbol.asyncDispose]() {
      source.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

it('reads every event of a turn, also after a pause', async () => {
  const play: Play = async function* ({ times }) {
    yield* FRAMES.slice(0, 3);
    if (times > 1) await followed.server.clock.sleep(25_000);
    yield* FRAMES.slice(3);
  };
  await using followed = await follow(play);

  await vi.waitFor(() => expect(followed.events).toHaveLength(3));
  await followed.server.clock.advance(25_000);

  await vi.waitFor(() => expect(followed.events).toEqual(TAPES.extras));
});

it('reconnects by itself at its last event, after the retry time of the server', async () => {
  const cursors: (string | undefined)[] = [];
  await using followed = await follow(async function* ({ times, cursor }) {
    cursors.push(cursor);
    const seen = FRAMES.findLastIndex(({ id }) => id && formatEventId(id) === cursor);
    const rest = FRAMES.slice(seen + 1);
    yield* times === 2 ? rest.slice(0, 4) : rest;
  });
  const startedAt = performance.now();

  await vi.waitFor(() => expect(followed.events).toEqual(TAPES.extras));

  expect(cursors).toEqual([undefined, undefined, '1-3']);
  expect(performance.now() - startedAt).toBeGreaterThan(1_400);
});

it('closes at a refusal and at 204, with the status', async () => {
  await using refused = await follow(async function* ({ times }) {
    if (times === 1) return yield* FRAMES;
    throw new CoachError('not_found', 'another’s');
  });
  await vi.waitFor(() => expect([refused.failures, refused.source.readyState]).toEqual([[404], EventSource.CLOSED]));

  const nothing = new EventSource(refused.source.url.replace(TAPE_TURN, 'none'));
  const codes: (number | undefined)[] = [];
  nothing.onerror = ({ code }) => void codes.push(code);
  await vi.waitFor(() => expect([codes, nothing.readyState]).toEqual([[204], EventSource.CLOSED]));
});
