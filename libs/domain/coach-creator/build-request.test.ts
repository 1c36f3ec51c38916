import { expect, it } from 'vitest';
import { coachCreator } from './coach-creator.ts';

const turn = {
  turnId: '6f1c1b1e-0000-4000-8000-000000000001',
  messageTimestamp: '2026-11-21T10:00:00Z',
  confirm: true,
};

it.each(['', ' \n', '\u0085', '\u200b', '\u3164'])(
  'sends the words of the button when the message shows nothing: %j',
  (userResponse) => {
    expect(coachCreator.message({ ...turn, userResponse })).toEqual([{ type: 'text', text: 'Please build my coach.' }]);
  },
);
