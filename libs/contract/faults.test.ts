import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { codedFaultsOf, faultsOf } from './faults.ts';
import { Game } from './games.ts';

const game = {
  ...{ gameId: 'g1', playedAt: '2026-11-21T10:00:00Z', mode: 'duel', playlist: 'Casual', won: true },
  ...{ goals: 1, assists: 0, saves: 2, shots: 3, score: 400 },
};

const faultsIn = (schema: z.ZodMiniType, value: unknown) => codedFaultsOf(schema.safeParse(value).error?.issues ?? []);

it('finds no fault in a game with values at its limits', () => {
  expect(faultsIn(Game, { ...game, goals: 100, saves: 200, shots: 300, score: 20_000, assists: 100 })).toEqual([]);
});

it.each([
  [{ extra: 1 }, { path: 'extra', message: 'unknown field', code: 'unknown_field' }],
  [{ won: 'yes' }, { path: 'won', message: 'must be of type boolean', code: 'wrong_type' }],
  [{ goals: -1 }, { path: 'goals', message: 'at least 0', code: 'too_small', limit: 0 }],
  [{ goals: 101 }, { path: 'goals', message: 'at most 100', code: 'too_big', limit: 100 }],
  [{ supersonicPct: 100.5 }, { path: 'supersonicPct', message: 'at most 100', code: 'too_big', limit: 100 }],
  [{ mode: 'solo' }, { path: 'mode', message: 'must be one of: duel, doubles, standard', code: 'not_allowed' }],
  [{ playedAt: 'today' }, { path: 'playedAt', message: 'must be a datetime', code: 'wrong_format' }],
  [{ gameId: '../x' }, { path: 'gameId', message: '1 to 64 letters, digits, _ or -', code: 'wrong_format' }],
  [{ playlist: ' ' }, { path: 'playlist', message: 'at least 1 characters', code: 'wrong_format' }],
])('names the fault of a game with %j, its kind and its limit', (change, fault) => {
  expect(faultsIn(Game, { ...game, ...change })).toEqual([fault]);
});

it('names the units of a text and of a list, and the place of an element', () => {
  const Schema = z.object({
    text: z.string().check(z.maxLength(3)),
    list: z.array(z.int()).check(z.minLength(3)),
  });
  expect(faultsIn(Schema, { text: 'four', list: [1, 'two', 3] })).toEqual([
    { path: 'text', message: 'at most 3 characters', code: 'too_big', limit: 3 },
    { path: 'list.1', message: 'must be of type number', code: 'wrong_type' },
  ]);
  expect(faultsIn(Schema, { text: '', list: [1] })).toEqual([
    { path: 'list', message: 'at least 3 items', code: 'too_small', limit: 3 },
  ]);
});

it('reports ten unknown fields at most, and no more than 200 characters of a name', () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`${'x'.repeat(300)}${place}`, 1]));
  const paths = faultsOf(Game.safeParse({ ...game, ...many }).error?.issues ?? []).map(({ path }) => path);
  expect(paths).toEqual(Array(10).fill('x'.repeat(200)));
});
