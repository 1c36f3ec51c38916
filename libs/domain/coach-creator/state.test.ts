import { expect, it } from 'vitest';
import { aSessionRecord } from '#testing/simulation/turn-context-fixture';
import { readState } from '../coach.ts';
import { coachCreator } from './coach-creator.ts';
import type { Signal } from './signals.ts';
import { withSignals } from './state.ts';

const AGE = { value: 34, confidence: 'high', turnId: 'turn-1' };

it('reads an interview that was stored before levels were voted on and signals were kept', () => {
  const stored = { phase: 'confirming', level: 'ADVANCED', fields: { age: AGE } };
  expect(readState(coachCreator, aSessionRecord(stored, { turnsUsed: 3 }))).toMatchObject({
    turnsUsed: 3,
    state: { ...stored, levelVote: null, signals: [] },
  });
});

it('keeps everything of a stored interview that it can still use', () => {
  const signals = [{ topic: 'goals_and_timeline', level: 'INTERMEDIATE', phrase: 'PR' }];
  const stored = { phase: 'collecting', level: 'UNKNOWN', levelVote: 'BEGINNER', fields: { age: AGE }, signals };
  expect(readState(coachCreator, aSessionRecord(stored)).state).toEqual(stored);
});

it('drops stored answers that no field can hold any more, so that the interview asks for them again', () => {
  const fields = {
    age: AGE,
    trainingFrequency: { ...AGE, value: 9 },
    shoeSize: { ...AGE, value: 43 },
    toString: { ...AGE, value: 'x' },
  };
  const { state } = readState(coachCreator, aSessionRecord({ phase: 'collecting', level: 'UNKNOWN', fields }));
  expect(state.fields).toEqual({ age: AGE });
});

it.each([
  null,
  {},
  { phase: 'over', level: 'UNKNOWN', fields: {} },
  { phase: 'collecting', level: 'UNKNOWN', fields: { age: 34 } },
  { phase: 'collecting', level: 'UNKNOWN', fields: {}, signals: [{ topic: 'success_metrics', level: 'BEGINNER' }] },
])('refuses the stored state %j for good, because a retry would read the same', (state) => {
  expect(() => readState(coachCreator, aSessionRecord(state))).toThrow(
    expect.objectContaining({ code: 'internal', isLasting: true }),
  );
});

it('keeps each signal once, by its topic, its level and its phrase', () => {
  const signal = { topic: 'training', level: 'BEGINNER', phrase: 'never lifted' } as unknown as Signal;
  const others = [
    { ...signal, topic: 'goals' },
    { ...signal, level: 'ADVANCED' },
    { ...signal, phrase: 'just started' },
  ] as unknown as Signal[];
  expect(withSignals([signal], [signal, ...others])).toEqual([signal, ...others]);
});
