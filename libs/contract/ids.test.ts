import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { turnIdOf } from './dialects/turn-id.ts';
import { AbortPreflight, GameChatTurn, Preflight, RecordTurn } from './game-chat-requests.ts';
import { GameId } from './games.ts';
import { canonicalId } from './ids.ts';
import { CreatorTurn } from './requests.ts';
import { NO_USAGE } from './usage.ts';

const UUID = '6f1c1b1e-abcd-4000-8000-00000000000a';
const UPPER = UUID.toUpperCase();
const ULID = '01JD8Y7Z6K3M9QW2R5T8V0XABC';

it('an id is lower-cased when it is a UUID, and kept otherwise', () => {
  expect([UPPER, ULID, 'Replay_1', ''].map(canonicalId)).toEqual([UUID, ULID, 'Replay_1', '']);
});

describe('a request body', () => {
  const message = { role: 'user', content: 'Hi' };
  const creator = { userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00Z' };
  it.each<[string, z.ZodMiniType, object, object]>([
    [
      'CreatorTurn',
      CreatorTurn,
      { turnId: UPPER, parentTurnId: UPPER, ...creator },
      { turnId: UUID, parentTurnId: UUID },
    ],
    [
      'GameChatTurn',
      GameChatTurn,
      { turnId: UPPER, message: 'Hi', sessionId: UPPER, gameId: UPPER },
      { turnId: UUID, sessionId: UUID, gameId: UUID },
    ],
    ['Preflight', Preflight, { message: 'Hi', sessionId: UPPER }, { sessionId: UUID }],
    [
      'RecordTurn',
      RecordTurn,
      { sessionId: UPPER, reservationId: UPPER, messages: [message], usage: NO_USAGE },
      { sessionId: UUID, reservationId: UUID },
    ],
    [
      'AbortPreflight',
      AbortPreflight,
      { sessionId: ULID, reservationId: UPPER },
      { sessionId: ULID, reservationId: UUID },
    ],
  ])('has its UUIDs in lower case after it is parsed: %s', (_, schema, body, ids) => {
    expect(schema.parse(body)).toMatchObject(ids);
  });

  it('has the same game id in either case', () => {
    expect(GameId.parse(UPPER)).toBe(UUID);
  });
});

it('a message id of another client makes the same turn id in either case', () => {
  expect(turnIdOf('chat', UPPER)).toBe(UUID);
  expect(turnIdOf(UPPER, 'message-1')).toBe(turnIdOf(UUID, 'message-1'));
});
