import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { COACH_ROWS } from './coaches.ts';
import { COUNT_LIMITS } from './count-limits.ts';
import { AbortPreflight, ExecuteTool, GameChatTurn, Preflight, RecordTurn } from './game-chat-requests.ts';
import { Game, ImportGames, NewNote } from './games.ts';
import { CreatorTurn, ListCreatorSessions, ListQuery, UpdateCoach } from './requests.ts';
import { TIERS } from './tiers.ts';
import { GenerateDownloadUrls, GenerateUploadUrls } from './uploads.ts';
import { NO_USAGE } from './usage.ts';

const UUID = '6f1c1b1e-abcd-4000-8000-00000000000a';
const letters = (count: number) => 'ü'.repeat(count);
const creator = { turnId: UUID, userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00Z' };
const game = {
  ...{ gameId: 'g1', playedAt: '2026-11-21T10:00:00Z', mode: 'duel', won: true },
  ...{ goals: 1, assists: 0, saves: 2, shots: 3, score: 400 },
};
const file = { fileName: 'a.png', contentType: 'image/png', sizeBytes: 1 };
const work = { sessionId: UUID, reservationId: UUID };
const messages = (count: number) => Array.from({ length: count }, () => ({ role: 'user', content: 'Hi' }));
const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'text', text: 'Hi' }));
const given = (content: unknown) => ({ ...work, messages: [{ role: 'user', content }], usage: NO_USAGE });

/** What is limited, its largest value, and the body of a request that has one of a size. */
const MAXIMA: readonly (readonly [string, number, z.ZodMiniType, (size: number) => object])[] = [
  ['characters of an answer in an interview', 4_000, CreatorTurn, (n) => ({ ...creator, userResponse: letters(n) })],
  ['images of an answer', 5, CreatorTurn, (n) => ({ ...creator, imageS3Keys: Array(n).fill('key') })],
  ['files of a request for forms', 5, GenerateUploadUrls, (n) => ({ files: Array(n).fill(file) })],
  ['bytes of a file', 3_932_160, GenerateUploadUrls, (n) => ({ files: [{ ...file, sizeBytes: n }] })],
  [
    'characters of the name of a file',
    255,
    GenerateUploadUrls,
    (n) => ({ files: [{ ...file, fileName: letters(n) }] }),
  ],
  ['keys of a request for addresses', 20, GenerateDownloadUrls, (n) => ({ keys: Array(n).fill('key') })],
  ['characters of a cursor of a stream', 32, CreatorTurn, (n) => ({ ...creator, cursor: letters(n) })],
  ['characters of a question to the game coach', 10_000, GameChatTurn, (n) => ({ turnId: UUID, message: letters(n) })],
  ['characters of the question of a backend', 10_000, Preflight, (n) => ({ message: letters(n) })],
  ['characters of the name of a coach', 50, UpdateCoach, (n) => ({ coachName: letters(n) })],
  ['characters of a note', 2_000, NewNote, (n) => ({ content: letters(n), category: 'goal' })],
  ['characters of the name of a tool', 64, ExecuteTool, (n) => ({ toolName: letters(n), toolInput: {} })],
  ['characters of a playlist', 50, Game, (n) => ({ ...game, playlist: letters(n) })],
  ['characters of a rank', 30, Game, (n) => ({ ...game, playlist: 'Casual', rank: letters(n) })],
  ['seconds of a game', 7_200, Game, (n) => ({ ...game, playlist: 'Casual', durationSeconds: n })],
  ['boost of a game', 2_000, Game, (n) => ({ ...game, playlist: 'Casual', boostPerMinute: n })],
  ['games of an import', 100, ImportGames, (n) => ({ games: Array(n).fill({}) })],
  ['messages of a report', 60, RecordTurn, (n) => ({ ...work, messages: messages(n), usage: NO_USAGE })],
  ['tokens of a report', 10_000_000, RecordTurn, (n) => ({ ...given('Hi'), usage: { ...NO_USAGE, inputTokens: n } })],
  ['characters of a reported message', 100_000, RecordTurn, (n) => given(letters(n))],
  ['blocks of a reported message', 100, RecordTurn, (n) => given(blocks(n))],
  ['messages of an abort', 20, AbortPreflight, (n) => ({ ...work, partialMessages: messages(n) })],
  ['items of a page', 100, ListQuery, (n) => ({ limit: String(n) })],
  ['characters of a cursor of a list', 512, ListQuery, (n) => ({ cursor: 'x'.repeat(n) })],
  ['interviews of a page', 100, ListCreatorSessions, (n) => ({ limit: String(n) })],
];

describe('a request', () => {
  it.each(MAXIMA)('accepts as many %s as %i in a request, and no more', (_, most, schema, bodyOf) => {
    expect(schema.safeParse(bodyOf(most)).success).toBe(true);
    expect(schema.safeParse(bodyOf(most + 1)).success).toBe(false);
  });

  it.each<[string, z.ZodMiniType, object]>([
    ['a question without words', GameChatTurn, { turnId: UUID, message: ' ' }],
    ['a note without words', NewNote, { content: '\n', category: 'goal' }],
    ['a coach without a name', UpdateCoach, { coachName: ' ' }],
    ['a change that changes nothing', UpdateCoach, {}],
    ['an import without games', ImportGames, { games: [] }],
    ['a request for no forms', GenerateUploadUrls, { files: [] }],
    ['an empty file', GenerateUploadUrls, { files: [{ ...file, sizeBytes: 0 }] }],
    ['a file of a type that no model reads', GenerateUploadUrls, { files: [{ ...file, contentType: 'image/heic' }] }],
    ['a file that can have scripts', GenerateUploadUrls, { files: [{ ...file, contentType: 'image/svg+xml' }] }],
    ['a request for no addresses', GenerateDownloadUrls, { keys: [] }],
    ['a report without messages', RecordTurn, { ...work, messages: [], usage: NO_USAGE }],
    ['a report of fewer tokens than none', RecordTurn, { ...given('Hi'), usage: { ...NO_USAGE, outputTokens: -1 } }],
    ['a message without blocks', RecordTurn, given([])],
    ['a page without items', ListQuery, { limit: '0' }],
  ])('refuses %s', (_, schema, body) => {
    expect(schema.safeParse(body).success).toBe(false);
  });

  it('returns 20 items of a list, and the newest interviews first, when a request does not say otherwise', () => {
    expect(ListQuery.parse({})).toEqual({ limit: 20 });
    expect(ListCreatorSessions.parse({})).toEqual({ limit: 20, sortOrder: 'desc' });
    expect(ListCreatorSessions.parse({ isComplete: 'false', limit: '7', sortOrder: 'asc' })).toEqual({
      isComplete: false,
      limit: 7,
      sortOrder: 'asc',
    });
  });
});

it('each tier has the coaches and the limits that its people are promised', () => {
  const columns = Object.entries(TIERS).map(([tier, limits]) => [tier, ...Object.values(limits)]);
  expect(Object.keys(TIERS.free)).toEqual([
    ...COACH_ROWS.flatMap(({ feature }) => feature ?? []),
    'grounding',
    ...['tokensPerMonth', 'messagesPerMinute', 'sessionsPerHour', 'generationsPerMonth', 'prompt'],
  ]);
  const session = { turns: 10, idleMinutes: 30, textTokensIn: 5_000, textTokensOut: 2_000, searches: 0 };
  expect(columns).toEqual([
    ['free', 'trial', 'preview', false, 100_000, 10, 5, 3, session],
    ['pro', 'full', 'full', false, 150_000, 30, 20, 50, session],
    ['studio', 'full', 'full', true, 500_000, 50, 20, 200, { ...session, searches: 3 }],
  ]);
});

it('a person may store as much as the operations page says', () => {
  expect(COUNT_LIMITS).toEqual({ games: 5_000, notes: 500, coaches: 50, brandKits: 50 });
});
