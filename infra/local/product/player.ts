import type { Game } from '#contract/games';
import type { LocalStack } from '../stack.ts';
import { createPerson, type Outcome, read, type TurnPath } from './person.ts';

export const question = (message: string, fields: object = {}) => ({ turnId: crypto.randomUUID(), message, ...fields });

/** A game on the day before the clock's, with distinctive numbers that the model cannot guess. */
export const aGame = (gameId: string, fields: Partial<Game> = {}): Game => ({
  gameId,
  playedAt: new Date(Date.now() - 24 * 60 * 60_000).toISOString(),
  mode: 'standard',
  playlist: 'Ranked Standard',
  won: true,
  goals: 3,
  assists: 1,
  saves: 2,
  shots: 7,
  score: 717,
  ...fields,
});

/** A person who uses the game coach. */
export async function createPlayer(
  stack: Pick<LocalStack, 'origin' | 'config' | 'streamUrls'>,
  userId: string,
  tier = 'pro',
) {
  const person = await createPerson(stack, userId, tier);
  const addressOf = (path: TurnPath) => {
    const url = path === 1 ? (stack.streamUrls.gameCoach ?? '') : stack.config.apiUrl;
    return `${url}/coach/chat${path === 3 ? '' : '/stream'}`;
  };
  return {
    ...person,
    addressOf,
    async ask(body: object, path: TurnPath = 1): Promise<Outcome> {
      const request = { method: 'POST', headers: person.headers(), body: JSON.stringify(body) };
      return read(await fetch(addressOf(path), request), path);
    },
    importGames: async (games: readonly object[]) => (await person.api('POST', '/coach/games', { games })).json(),
  };
}

export type Player = Awaited<ReturnType<typeof createPlayer>>;
