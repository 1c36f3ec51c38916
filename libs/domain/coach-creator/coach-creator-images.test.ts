import { describe, expect, it } from 'vitest';
import type { CreatorTurn } from '#contract/requests';
import { CoachError } from '#ports/errors';
import { aSessionRecord, aTurnContext } from '#testing/simulation/turn-context-fixture';
import { coachCreator } from './coach-creator.ts';
import { INITIAL_STATE } from './state.ts';

const ULID = '01JD0000000000000000000000';

const aBody = (more: Partial<CreatorTurn>): CreatorTurn => ({
  turnId: 'turn-1',
  userResponse: '',
  messageTimestamp: '2026-11-21T10:00:00Z',
  ...more,
});

function check(imageS3Keys: string[]): void {
  coachCreator.check(aTurnContext(aBody({ imageS3Keys }), aSessionRecord(INITIAL_STATE)));
}

describe('the images of a turn', () => {
  const refusalOf = (...imageS3Keys: string[]): unknown => {
    try {
      check(imageS3Keys);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it('accepts images that the user uploaded', () => {
    const keys = ['jpg', 'png', 'webp', 'gif'].map((ending) => `user-uploads/sub-1/${ULID}.${ending}`);
    expect(refusalOf(...keys)).toBeUndefined();
    expect(refusalOf()).toBeUndefined();
  });

  it.each([
    `user-uploads/sub-2/${ULID}.jpg`,
    `user-uploads/sub-1/${ULID}.jpeg`,
    `user-uploads/sub-1/${ULID}.jpg\n`,
    `user-uploads/sub-1/../sub-2/${ULID}.jpg`,
    `user-uploads/sub-1/${ULID.toLowerCase()}.jpg`,
    `user-uploads/sub-1/x${ULID}.jpg`,
    `/user-uploads/sub-1/${ULID}.jpg`,
    `user-uploads/sub-1/${ULID}`,
    '',
  ])('rejects the image key %j', (key) => {
    const error = refusalOf(`user-uploads/sub-1/${ULID}.jpg`, key);
    expect(error).toBeInstanceOf(CoachError);
    expect(error).toMatchObject({ code: 'validation_failed' });
    expect((error as CoachError).details?.['fields']).toMatchObject([{ path: 'imageS3Keys.1' }]);
  });

  it('stores a message as text and images, and the build button as a fixed text', () => {
    const key = `user-uploads/sub-1/${ULID}.jpg`;
    const message = (body: Partial<CreatorTurn>) => coachCreator.message(aBody(body));
    expect(message({ userResponse: ' hi ' })).toEqual([{ type: 'text', text: 'hi' }]);
    expect(message({ imageS3Keys: [key] })).toEqual([{ type: 'image', key }]);
    expect(message({ userResponse: 'my gym', imageS3Keys: [key] })).toEqual([
      { type: 'image', key },
      { type: 'text', text: 'my gym' },
    ]);
    expect(message({ confirm: true })).toEqual([{ type: 'text', text: 'Please build my coach.' }]);
  });
});
