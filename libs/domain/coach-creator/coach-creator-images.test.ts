import { expect, it } from 'vitest';
import type { CreatorTurn } from '#contract/requests';
import { aSessionRecord } from '#testing/simulation/turn-context-fixture';
import { coachCreator } from './coach-creator.ts';
import { messageView } from './session.ts';
import { INITIAL_STATE } from './state.ts';

const KEYS = [2, 1].map((number) => `user-uploads/sub-1/01JD000000000000000000000${number}.jpg`);
const IMAGES = KEYS.map((key) => ({ type: 'image', key }));

const messageOf = (more: Partial<CreatorTurn>) =>
  coachCreator.message({
    turnId: 'turn-1',
    userResponse: '',
    messageTimestamp: '2026-11-21T10:00:00Z',
    ...more,
  });

it('stores the trimmed text of a message to the coach creator', () => {
  expect(messageOf({ userResponse: ' hi ' })).toEqual([{ type: 'text', text: 'hi' }]);
  expect(messageOf({ userResponse: 'hi', imageS3Keys: [] })).toEqual([{ type: 'text', text: 'hi' }]);
});

it('stores the images of a message to the coach creator behind its text, in their order', () => {
  expect(messageOf({ userResponse: ' my gym ', imageS3Keys: KEYS })).toEqual([
    { type: 'text', text: 'my gym' },
    ...IMAGES,
  ]);
});

it.each(['', ' \n', '\u200b'])('stores no text in a message that has only images: %j', (userResponse) => {
  expect(messageOf({ userResponse, imageS3Keys: KEYS })).toEqual(IMAGES);
});

it('stores the wish for the coach with images, when the button is pressed', () => {
  const text = 'Please build my coach.';
  expect(messageOf({ confirm: true, imageS3Keys: KEYS })).toEqual([{ type: 'text', text }, ...IMAGES]);
});

it('shows a person the images of their message', () => {
  const message = { messageId: 'm', seq: 1, role: 'user', content: IMAGES as never, createdAt: 'now' } as const;
  const { content, contentBlocks } = messageView(message, aSessionRecord(INITIAL_STATE));
  expect({ content, contentBlocks }).toEqual({ content: '', contentBlocks: IMAGES });
});

it('names a session of only images like one without words', () => {
  const body = { turnId: 't', userResponse: '', messageTimestamp: '', imageS3Keys: KEYS };
  expect(coachCreator.titleOf?.(body)).toBe('Coach interview');
});
