import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Game } from '#contract/games';
import { aFullGame, aGame } from '#testing/game-fixtures';
import { readImportedGames } from './import-games.ts';

describe('importing games', () => {
  it('validates each game separately', () => {
    const [first, last] = [aFullGame(), aGame()];
    const { goals: _, ...goalless } = aGame();
    const items = [first, { ...aGame(), gameId: '../x', goals: 1.5 }, null, goalless, { ...aGame(), sub: 'me' }, last];
    expect(readImportedGames(items)).toEqual({
      games: [first, last],
      repeated: 0,
      rejected: [
        {
          index: 1,
          code: 'validation_failed',
          fields: [
            { path: 'gameId', message: '1 to 64 letters, digits, _ or -', code: 'wrong_format' },
            { path: 'goals', message: expect.any(String), code: 'wrong_type' },
          ],
        },
        {
          index: 2,
          code: 'validation_failed',
          fields: [{ path: '', message: expect.any(String), code: 'wrong_type' }],
        },
        {
          index: 3,
          code: 'validation_failed',
          fields: [{ path: 'goals', message: expect.any(String), code: 'wrong_type' }],
        },
        {
          index: 4,
          code: 'validation_failed',
          fields: [{ path: 'sub', message: 'unknown field', code: 'unknown_field' }],
        },
      ],
    });
  });

  it.each([
    ['2026-11-21T10:15:00Z', '2026-11-21T10:15:00.000Z'],
    ['2026-11-21T01:15:00.123456+02:00', '2026-11-20T23:15:00.123Z'],
    ['2026-11-21T23:15:00-05:30', '2026-11-22T04:45:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('converts the time of play %s to UTC', (playedAt, kept) => {
    expect(readImportedGames([aGame({ playedAt })]).games[0]?.playedAt).toBe(kept);
  });

  it.each([
    '2026-11-21T10:15:00',
    '2026-11-21',
    '2026-02-30T10:15:00Z',
    'yesterday',
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
  ])('rejects the time of play %s', (playedAt) => {
    expect(readImportedGames([aGame({ playedAt })])).toMatchObject({
      games: [],
      rejected: [{ index: 0, fields: [{ path: 'playedAt' }] }],
    });
  });

  it('keeps the last valid game of several with the same id', () => {
    const [a, b] = [aGame({ gameId: 'a', score: 1 }), aGame({ gameId: 'b' })];
    const later = { ...a, score: 2 };
    expect(readImportedGames([a, b, later, later, { ...a, score: -3 }])).toMatchObject({
      games: [later, b],
      repeated: 2,
      rejected: [{ index: 4 }],
    });
  });

  it('changes values that storage would not preserve', () => {
    const given = aFullGame({ playlist: ' Hoops\n\ud800', boostPerMinute: 5e-324, goals: -0, aerials: undefined });
    const [game] = readImportedGames([given]).games;
    expect(game).toMatchObject({ playlist: ' Hoops\n\ufffd', boostPerMinute: 0 });
    expect(Object.is(game?.goals, 0)).toBe(true);
    expect(game).not.toHaveProperty('aerials');
  });

  it('limits the number and length of reported faults', () => {
    const wild = Object.fromEntries(Array.from({ length: 5_000 }, (_, place) => [`${place}${'x'.repeat(500)}`, 1]));
    const [rejected] = readImportedGames([{ ...aGame(), ...wild }]).rejected;
    expect(rejected?.fields).toHaveLength(10);
    expect(rejected?.fields[0]?.path).toHaveLength(200);
  });
});

describe('importing arbitrary values', () => {
  const deep = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      deep,
      JSON.parse('{"__proto__":{"gameId":"a"}}'),
      JSON.parse('{"constructor":{"prototype":{"won":true}},"toString":1}'),
      JSON.parse('1e309'),
      Number.MAX_VALUE,
      -0,
      [aGame()],
    ),
  );
  const names = Object.keys(Game.shape);
  const spoilt = fc
    .tuple(fc.constantFrom(...names, '__proto__', 'constructor', 'extra'), fc.oneof(strange, fc.double(), fc.string()))
    .map(([name, value]) => Object.defineProperty({ ...aFullGame() }, name, { value, enumerable: true }));

  it('rejects each invalid item with its index and accepts only storable games', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(strange, spoilt), { maxLength: 20 }), (items) => {
        const { games, rejected, repeated } = readImportedGames(items);
        expect(games.length + rejected.length + repeated).toBe(items.length);
        expect(new Set(games.map(({ gameId }) => gameId)).size).toBe(games.length);
        for (const game of games) {
          expect(Game.safeParse(game).success).toBe(true);
          expect(game.playedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        }
        for (const { fields } of rejected) expect(fields.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
    expect(({} as Record<string, unknown>)['won']).toBeUndefined();
  });
});
