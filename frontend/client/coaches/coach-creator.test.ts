import { describe, expect, it } from 'vitest';
import { completed, started } from '../../testing/turn-fixtures.ts';
import { createReducer } from '../reduce-session.ts';
import { emptySession } from '../session-state.ts';
import { coachCreator } from './coach-creator.ts';

const reduce = createReducer(coachCreator.own);
const before = emptySession(coachCreator.own.initial);
const progressDetails = {
  topicsCompleted: 3,
  totalTopics: 10,
  percentage: 30,
  sophisticationLevel: 'BEGINNER',
  currentTopic: 'experience_level',
} as const;
const fields = {
  progressDetails,
  readyToConfirm: true,
  isComplete: true,
  coachConfigGenerating: true,
  nextQuestion: null,
};

describe('the coach creator’s own state', () => {
  it('takes progress, readiness and completion from the end of a turn', () => {
    expect(reduce(before, completed('A', fields)).own).toEqual({
      progress: progressDetails,
      readyToConfirm: true,
      isComplete: true,
      isBuilding: true,
    });
  });

  it('keeps its own state when a complete event lacks the coach’s fields, and at every other event', () => {
    const known = reduce(before, completed('A', fields));

    expect(reduce(known, completed('B', { ...fields, progressDetails: 'half' })).own).toBe(known.own);
    expect(reduce(known, started()).own).toBe(known.own);
  });
});

describe('a message to the coach creator', () => {
  const fieldsOf = (message: Parameters<typeof coachCreator.fieldsOf>[0]) =>
    coachCreator.fieldsOf(message, { sentAt: '2026-11-21T10:00:00.000Z', isFirst: false });

  it('sends the text and the time of sending', () => {
    expect(fieldsOf({ text: 'Hi' })).toEqual({ userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00.000Z' });
  });

  it('sends pictures, and the button that orders the coach', () => {
    expect(fieldsOf({ text: '', images: ['a.png'] })).toMatchObject({ userResponse: '', imageS3Keys: ['a.png'] });
    expect(fieldsOf({ text: '', confirm: true })).toMatchObject({ userResponse: '', confirm: true });
  });
});
