import { expect, it } from 'vitest';
import { createMemoryStorage, SESSION } from '../testing/turn-fixtures.ts';
import { coachCreator } from './coaches/coach-creator.ts';
import { createOpenTurns } from './open-turns.ts';
import { createPersonalStorage } from './personal-storage.ts';

it('drops the open turn of a session only by its own id', async () => {
  const openTurns = createOpenTurns(createPersonalStorage(createMemoryStorage(), 'me'));
  const route = { coach: coachCreator, sessionId: SESSION, userId: 'me' };
  const turn = { turnId: 'second', fields: {}, message: { text: 'Hi' } };
  await openTurns.keep(route, turn);

  await openTurns.drop(route, 'first');
  expect(await openTurns.find(route)).toEqual(turn);
  await openTurns.drop(route, 'second');

  expect(await openTurns.find(route)).toBeUndefined();
});
