import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKLIST } from './checklist.ts';
import { type CollectedFields, FIELD_NAMES, type FieldName } from './fields.ts';
import { agendaOf, progressOf, questionFor } from './progress.ts';
import { withHeard } from './state.ts';

/** Fields with arbitrary values. */
const known = (...names: readonly FieldName[]): CollectedFields =>
  withHeard({}, Object.fromEntries(names.map((name) => [name, { value: 'x', confidence: 'high' }])), 'turn');
const required = CHECKLIST.filter((topic) => topic.required);
const requiredFields = required.flatMap(({ completeWith }) => completeWith);
const namesOf = (fields: CollectedFields, level: 'UNKNOWN' | 'BEGINNER' = 'UNKNOWN') =>
  agendaOf(progressOf(fields, level)).map(({ topic }) => topic.name);

describe('progress', () => {
  it('counts ten required topics at every level', () => {
    expect(progressOf({}, 'UNKNOWN')).toMatchObject({
      topicsCompleted: 0,
      totalTopics: 10,
      percentage: 0,
      currentTopic: 'coach_gender_preference',
      isReady: false,
    });
    expect(progressOf(known(...requiredFields), 'ADVANCED')).toMatchObject({
      topicsCompleted: 10,
      percentage: 100,
      currentTopic: null,
      isReady: true,
    });
  });

  it('counts a topic once all fields that complete it are known', () => {
    expect(progressOf(known('primaryGoals'), 'UNKNOWN').topicsCompleted).toBe(0);
    expect(progressOf(known('primaryGoals', 'goalTimeline'), 'UNKNOWN').topicsCompleted).toBe(1);
    expect(progressOf(known('lifeStageContext'), 'UNKNOWN').topicsCompleted).toBe(0);
    expect(progressOf(known('competitionGoals'), 'UNKNOWN').topicsCompleted).toBe(0);
  });

  it('never decreases the progress, in any order in which fields become known', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...FIELD_NAMES]), (names) => {
        const counts = names.map(
          (_, index) => progressOf(known(...names.slice(0, index + 1)), 'UNKNOWN').topicsCompleted,
        );
        expect(counts).toEqual([...counts].sort((left, right) => left - right));
      }),
    );
  });
});

describe('the agenda', () => {
  it('puts the next topic on the agenda', () => {
    expect(namesOf({})).toEqual(['coach_gender_preference']);
    expect(namesOf(known('coachGenderPreference', 'age'))).toEqual(['goals_and_timeline']);
  });

  it('asks for competitions together with the last required topic, except for beginners', () => {
    const fields = known(...requiredFields.filter((name) => name !== 'successMetrics'));
    expect(namesOf(fields)).toEqual(['success_metrics', 'competition_goals']);
    expect(namesOf(fields, 'BEGINNER')).toEqual(['success_metrics']);
    expect(namesOf(known(...requiredFields))).toEqual([]);
  });

  it('asks only for the missing part of a topic', () => {
    const [first] = agendaOf(progressOf(known('coachGenderPreference', 'primaryGoals'), 'UNKNOWN'));
    expect(first && questionFor(first, 'UNKNOWN')).toBe('By when would you like to get there?');
  });

  it('never puts more than two topics on the agenda', () => {
    fc.assert(
      fc.property(fc.subarray([...FIELD_NAMES]), (names) => {
        expect(namesOf(known(...names)).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('the checklist', () => {
  it('has eleven topics in the checklist and every field once', () => {
    expect(CHECKLIST).toHaveLength(11);
    expect(CHECKLIST.flatMap(({ fields }) => fields)).toEqual(FIELD_NAMES);
    for (const { fields, completeWith } of CHECKLIST) for (const name of completeWith) expect(fields).toContain(name);
  });

  it('asks one short question per topic', () => {
    const wordings = CHECKLIST.flatMap(({ wording, alone = {} }) => [
      ...Object.values(wording),
      ...Object.values(alone),
    ]);
    for (const wording of wordings) {
      expect(wording).toMatch(/^[A-Z].*\?$/);
      expect(wording.split(' ').length).toBeLessThanOrEqual(20);
    }
  });
});
