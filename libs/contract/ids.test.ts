import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { turnIdOf } from './dialects/turn-id.ts';
import { AbortPreflight, GameChatTurn, Preflight, RecordTurn } from './game-chat-requests.ts';
import { GameId } from './games.ts';
import { canonicalId, formatEventId, isGameId, isId, isRequestId, isUserId, isUuid, parseEventId } from './ids.ts';
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

describe('the ids of the contract', () => {
  const longest = (length: number) => 'x'.repeat(length);

  it.each<[string, (id: string) => boolean, readonly string[], readonly string[]]>([
    ['a turn', isUuid, [UUID, UPPER], ['', ULID, `${UUID}0`, ` ${UUID}`, UUID.replaceAll('-', '')]],
    ['a session', isId, [UUID, UPPER, ULID], ['', 'x', ULID.toLowerCase(), `${ULID}0`, `8${ULID.slice(1)}`]],
    ['a game', isGameId, ['a', 'A_b-9', longest(64)], ['', 'a b', '../x', 'a/b', 'a#b', 'ü', longest(65)]],
    [
      'a user',
      isUserId,
      [UUID, 'ada', 'ada@example.com', 'a+b_c.d-e', longest(128)],
      ['', 'a b', 'a/b', 'a#b', 'ü', longest(129)],
    ],
    ['a request', isRequestId, ['a', UUID, longest(64)], ['', 'a b', 'a.b', 'a\n', 'ü', longest(65)]],
  ])('accepts as the id of %s only its own characters and length', (_, isValid, valid, invalid) => {
    expect(valid.filter((id) => !isValid(id))).toEqual([]);
    expect(invalid.filter(isValid)).toEqual([]);
  });

  it('writes and reads the id of an event as its epoch and its number', () => {
    expect(formatEventId({ epoch: 2, seq: 17 })).toBe('2-17');
    expect(parseEventId('2-17')).toEqual({ epoch: 2, seq: 17 });
    expect(parseEventId('999999-999999999')).toEqual({ epoch: 999_999, seq: 999_999_999 });
  });

  it.each([undefined, '', '2', '2-', '-17', '2-17-1', ' 2-17', '2-x', '1000000-1', '1-1000000000'])(
    'does not read %j as the id of an event, so that its turn is replayed from the start',
    (value) => {
      expect(parseEventId(value)).toBeUndefined();
    },
  );
});
