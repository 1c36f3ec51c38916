import { expect, it } from 'vitest';
import { message } from '#testing/storage-fixtures';
import { turnFieldsOf } from './turn-fields.ts';

const session = { activeTurn: 'active', parkedTurn: 'parked' };

it.each([
  ['running', { turnId: 'active' }],
  ['parked', { turnId: 'parked' }],
  ['completed', { turnId: 'other' }],
  ['aborted', { turnId: 'other', turnStatus: 'aborted' }],
  ['failed', { turnId: 'other', turnStatus: 'failed' }],
] as const)('says that the turn of a message is %s', (turnStatus, fields) => {
  expect(turnFieldsOf(message(0, 'Hi', fields), session)).toEqual({ turnId: fields.turnId, turnStatus });
});

it('marks the partial answer of a stopped turn, also where its status is missing', () => {
  const partial = { turnId: 'other', turnStatus: 'aborted', partial: true };
  expect(turnFieldsOf(message(1, 'Hel', { turnId: 'other', partial: true }), session)).toEqual(partial);
});

it('gives a greeting no turn', () => {
  expect(turnFieldsOf(message(0, 'Welcome'), session)).toEqual({});
});
