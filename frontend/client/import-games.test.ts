import { describe, expect, it } from 'vitest';
import { type Answer, createScriptedServer, json, refuse } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { createGameRest } from './game-rest.ts';
import { type ImportProgress, importGames, readGames } from './import-games.ts';

const gamesOf = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ gameId: `g${index}`, ...more }));

const taken = (imported: number, more: object = {}) => json(200, { imported, unchanged: 0, rejected: [], ...more });

async function imported(games: readonly unknown[], ...answers: readonly Answer[]) {
  await using server = await createScriptedServer(...answers);
  const steps: ImportProgress[] = [];
  const { games: rest } = createGameRest(clientOf(server).client);
  try {
    for await (const step of importGames(games, rest, new AbortController().signal)) steps.push(step);
  } catch (error) {
    return { steps, error, sent: server.requests.map(({ body }) => body?.['games']) };
  }
  return { steps, error: undefined, sent: server.requests.map(({ body }) => body?.['games']) };
}

describe('a file', () => {
  it.each([
    ['an object with games', '{"games":[{"gameId":"a"}]}'],
    ['a bare array', '[{"gameId":"a"}]'],
    ['an array with a byte order mark', '\uFEFF[{"gameId":"a"}]'],
  ])('reads games from %s', (_, text) => {
    expect(readGames(text)).toEqual([{ gameId: 'a' }]);
  });

  it.each([
    ['not JSON', 'gameId;goals', 'not_json'],
    ['something else', '{"matches":[1]}', 'no_games'],
    ['null', 'null', 'no_games'],
    ['empty', '{"games":[]}', 'no_games'],
  ])('refuses a file that is %s', (_, text, fault) => {
    expect(readGames(text)).toBe(fault);
  });
});

describe('an import', () => {
  it('sends more than a hundred games in calls of a hundred, and yields its progress', async () => {
    const { sent, steps } = await imported(gamesOf(230), taken(100), taken(90, { unchanged: 10 }), taken(30));

    expect(sent.map((games) => (games as unknown[]).length)).toEqual([100, 100, 30]);
    expect(sent.flat()).toEqual(gamesOf(230));
    expect(steps.map(({ done }) => done)).toEqual([0, 100, 200, 230]);
    expect(steps.at(-1)).toMatchObject({ total: 230, imported: 220, unchanged: 10, rejected: [] });
  });

  it('reports rejected games by their index in the file', async () => {
    const bad = { index: 3, code: 'validation_failed', fields: [{ path: 'goals', message: 'at most 100' }] };
    const { steps } = await imported(gamesOf(110), taken(100), taken(9, { rejected: [bad] }));

    expect(steps.at(-1)?.rejected).toEqual([{ ...bad, index: 103 }]);
  });

  it('keeps each call below the maximum body size', async () => {
    const { sent } = await imported(gamesOf(5, { playlist: 'ü'.repeat(10_000) }), taken(2), taken(2), taken(1));

    expect(sent.map((games) => (games as unknown[]).length)).toEqual([2, 2, 1]);
  });

  it('reports a game that is too large for a call as rejected', async () => {
    const { steps } = await imported(gamesOf(1, { playlist: 'x'.repeat(70_000) }), refuse('body_too_large'));

    expect(steps.at(-1)).toMatchObject({ done: 1, imported: 0, rejected: [{ index: 0 }] });
  });

  it('throws when several games are too large for a call, or one is refused for another reason', async () => {
    const several = await imported(gamesOf(2), refuse('body_too_large'));
    expect([several.sent.length, several.error]).toMatchObject([1, { code: 'body_too_large' }]);
    const other = await imported(gamesOf(1), refuse('validation_failed'));
    expect([other.sent.length, other.error]).toMatchObject([1, { code: 'validation_failed' }]);
  });

  it('fills a call up to 60,000 bytes, and a hundred games', async () => {
    const bytesOf = (game: object) => new TextEncoder().encode(JSON.stringify(game)).length + 1;
    const playlist = 'x'.repeat(30_000 - bytesOf({ gameId: 'g0', playlist: '' }));
    const sizesOf = async (games: readonly object[]) =>
      (await imported(games, taken(1), taken(1), taken(1))).sent.map((sent) => (sent as unknown[]).length);
    expect(await sizesOf(gamesOf(2, { playlist }))).toEqual([2]);
    expect(await sizesOf(gamesOf(2, { playlist: `${playlist}x` }))).toEqual([1, 1]);
    expect(await sizesOf(gamesOf(3, { playlist }))).toEqual([2, 1]);
    expect(await sizesOf(gamesOf(101))).toEqual([100, 1]);
  });

  it('waits when it is rate limited, and continues', async () => {
    const { sent, steps } = await imported(gamesOf(2), refuse('rate_limited', {}, { 'retry-after': '0' }), taken(2));

    expect(sent).toHaveLength(2);
    expect(steps.at(-1)).toMatchObject({ done: 2, imported: 2 });
  });

  it('waits three times, each as long as a rate window, and then throws the refusal', async () => {
    const again = await imported(gamesOf(1), refuse('rate_limited', {}, { 'retry-after': '0' }));
    const tooLong = await imported(gamesOf(1), refuse('rate_limited', {}, { 'retry-after': '66' }), taken(1));

    expect([again.sent.length, tooLong.sent.length]).toEqual([4, 1]);
    expect([again.error, tooLong.error]).toMatchObject([{ code: 'rate_limited' }, { code: 'rate_limited' }]);
  });

  it('sends no more games once the page has left', async () => {
    await using server = await createScriptedServer(taken(100));
    const page = new AbortController();
    const read = async () => {
      for await (const { done } of importGames(
        gamesOf(250),
        createGameRest(clientOf(server).client).games,
        page.signal,
      ))
        if (done === 100) page.abort();
    };

    await expect(read()).rejects.toThrow('aborted');
    expect(server.requests).toHaveLength(1);
  });

  it('throws the refusal that stops it, after the progress so far', async () => {
    const { steps, error } = await imported(gamesOf(150), taken(100), refuse('upgrade_required'));

    expect(steps.at(-1)).toMatchObject({ done: 100, imported: 100 });
    expect(error).toMatchObject({ code: 'upgrade_required' });
  });
});
