import { expect, it } from 'vitest';
import { isUuid } from '../ids.ts';
import { turnIdOf } from './turn-id.ts';

it('uses a UUID as the turn id in every scope', () => {
  const id = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
  expect([turnIdOf('a', id), turnIdOf('b', id)]).toEqual([id, id]);
});

// Clients keep these ids: another function would make a repetition another turn.
it('derives a stable UUID of version 8 from any other id', () => {
  expect(turnIdOf('01JD8Y7Z6K3M9QW2R5T8V0XABC', 'msg-1')).toBe('5af39429-58e1-8ace-a242-b126c98d5fc8');
  expect(turnIdOf('s', 'msg-ü👟')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('derives different turn ids from different ids and scopes', () => {
  const sessions = ['', '1', '11', 'a', '01JD8Y7Z6K3M9QW2R5T8V0XABC'];
  const ids = sessions.flatMap((session) => Array.from({ length: 2_000 }, (_, index) => turnIdOf(session, `${index}`)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isUuid)).toBe(true);
});
