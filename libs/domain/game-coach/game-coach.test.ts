import { describe, expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import type { SessionRecord } from '#ports/session-records';
import { aGame, aNote } from '#testing/game-fixtures';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { aSessionRecord, aTurnContext } from '#testing/simulation/turn-context-fixture';
import { createStoreClock } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import type { TurnContext } from '../coach.ts';
import { createGameCoach, type GameCoach, type GameFacts, type GameState } from './game-coach.ts';

const BODY: Parameters<GameCoach['message']>[0] = {
  message: 'How was I?  And what next?',
};
const NOTHING: GameFacts = { notes: [], game: undefined };

type Turn = TurnContext<typeof BODY, GameState, GameFacts>;

function open() {
  const table = {
    client: createMemoryDynamo(tableDefinitions).client,
    tableName: TABLE_NAME,
    clock: createStoreClock(),
  };
  const [games, notes] = [createDynamoGames(table), createDynamoNotes(table)];
  return { games, writes: createDynamoStagedWrites(table), coach: createGameCoach({ games, notes, maxSteps: 7 }) };
}

const { coach } = open();

const aTurn = (more: Partial<Turn> = {}, session: Partial<SessionRecord<GameState>> = {}): Turn => ({
  ...aTurnContext(BODY, aSessionRecord({}, { kind: 'game_coach', ...session })),
  own: NOTHING,
  ...more,
});

describe('the game coach', () => {
  it('limits an answer to 8,192 tokens, 2,048 of them for thinking, after 20 messages and in sessions that never end', () => {
    expect(coach.limits).toEqual({
      maxTokens: 8_192,
      thinkingTokens: 2_048,
      maxSteps: 7,
      windowMessages: 20,
      turnLimit: null,
      idleMs: null,
    });
  });

  it("loads the player's ten newest notes and the game that the question names", async () => {
    const { coach, games, writes } = open();
    const notes = Array.from({ length: 11 }, (_, minute) => aNote({}, minute));
    for (const note of notes) await writes.apply('me', { type: 'save_note', note }, undefined);
    const [asked, other] = [aGame(), aGame()];
    await games.put('me', [asked, other]);

    const scope = { sub: 'me', sessionId: 'session-1', params: {} };
    const newest = notes.slice(1).reverse();
    expect(await coach.load({ ...scope, body: { ...BODY, gameId: asked.gameId } })).toEqual({
      notes: newest,
      game: asked,
    });
    expect(await coach.load({ ...scope, body: BODY })).toEqual({ notes: newest, game: undefined });
    expect(await coach.load({ ...scope, sub: 'another', body: { ...BODY, gameId: asked.gameId } })).toEqual(NOTHING);
  });

  it('refuses a question about a game that the player does not have', () => {
    const body = { ...BODY, gameId: 'theirs' };
    expect(() => coach.check(aTurn({ body }))).toThrow(expect.objectContaining({ code: 'not_found' }));
    coach.check(aTurn({ body, own: { notes: [], game: aGame() } }));
    coach.check(aTurn());
  });

  it('tells the model everything that it knows of the player, with the date in their time zone', () => {
    const own = { notes: [aNote({ content: 'Late.' })], game: aGame({ gameId: 'g-1' }) };
    const user = { tier: 'pro', playerName: 'Ann', rank: 'Gold I', timezone: 'Pacific/Kiritimati' } as const;
    const session = { summary: { text: 'Spoke of kickoffs.', upTo: 8 } };
    const { systemDynamic, tools } = coach.prompt(aTurn({ own, user }, session));
    expect(systemDynamic).toBe(`Today is Sunday 22 November 2026.
<player_name>Ann</player_name>
<player_rank>Gold I</player_rank>
Your notes about the player, newest first:
<note category="weakness" written="2026-11-21">Late.</note>
The player asks about this game:
<game>${JSON.stringify(own.game)}</game>
What was said earlier in this conversation:
<earlier_conversation>Spoke of kickoffs.</earlier_conversation>`);
    expect(tools).toHaveLength(5);
    expect(coach.prompt(aTurn()).systemDynamic).toBe('Today is Saturday 21 November 2026.');
  });
});

describe('a finished answer of the game coach', () => {
  const answer = { text: 'Well.', reports: [], toolsUsed: ['get_recent_games'], steps: 3 };

  it('names the session after its first question, and reports the tools and steps of the answer', () => {
    expect(coach.finish(aTurn(), answer, {})).toEqual({
      state: {},
      status: 'active',
      title: 'How was I?',
      complete: { toolsUsed: ['get_recent_games'], steps: 3 },
      writes: [],
      jobs: [],
    });
    expect(coach.titleOf?.(BODY)).toBe('How was I?');
  });

  it('keeps the title and the status of the session', () => {
    expect(coach.finish(aTurn({}, { title: 'Kickoffs', status: 'expired' }), answer, {})).toMatchObject({
      title: 'Kickoffs',
      status: 'expired',
    });
  });

  it.each([
    [12, 3, ['summarize-conversation']],
    [15, 1, []],
    [13, 2, []],
  ])(
    'counts two messages for each step when it orders a summary: after %i messages and %i steps it orders %j',
    (nextSeq, steps, ordered) => {
      const { jobs } = coach.finish(aTurn({}, { nextSeq }), { ...answer, steps }, {});
      expect(jobs.map(({ job }) => job)).toEqual(ordered);
    },
  );
});
