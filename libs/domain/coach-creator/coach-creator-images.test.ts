import { expect, it } from 'vitest';
import type { CreatorTurn } from '#contract/requests';
import { aSessionRecord, aTurnContext } from '#testing/simulation/turn-context-fixture';
import { coachCreator } from './coach-creator.ts';
import { INITIAL_STATE } from './state.ts';

const aBody = (more: Partial<CreatorTurn>): CreatorTurn => ({
  turnId: 'turn-1',
  userResponse: '',
  messageTimestamp: '2026-11-21T10:00:00Z',
  ...more,
});

const check = (body: Partial<CreatorTurn>) => () =>
  coachCreator.check(aTurnContext(aBody(body), aSessionRecord(INITIAL_STATE)));

it.each([
  ['an own upload', ['user-uploads/sub-1/01JD0000000000000000000000.jpg']],
  ['two keys', ['a', 'b']],
  ['an empty key', ['']],
])('refuses pictures in a message to the coach creator until uploads exist: %s', (_, imageS3Keys) => {
  const fields = [{ path: 'imageS3Keys', message: 'Pictures cannot be sent yet.' }];
  expect(check({ userResponse: 'my gym', imageS3Keys })).toThrow(
    expect.objectContaining({ code: 'validation_failed', details: { fields } }),
  );
});

it('accepts a message to the coach creator without pictures', () => {
  expect(check({ userResponse: 'hi' })).not.toThrow();
  expect(check({ userResponse: 'hi', imageS3Keys: [] })).not.toThrow();
});

it('stores the trimmed text of a message', () => {
  expect(coachCreator.message(aBody({ userResponse: ' hi ' }))).toEqual([{ type: 'text', text: 'hi' }]);
});
