import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#ports/model';
import { mergeReports, readReport, recordIntake } from './intake.ts';

const fieldsOf = (fields: Json) => readReport({ fields });

describe("a model's report", () => {
  it('keeps the valid parts of a report and counts the dropped ones', () => {
    expect(
      readReport({
        fields: {
          age: { value: 34, confidence: 'high' },
          trainingFrequency: { value: 9, confidence: 'high' },
          coachGenderPreference: { value: 'robot', confidence: 'low' },
          shoeSize: { value: 43, confidence: 'high' },
          primaryGoals: { value: ['get stronger'], confidence: 'certain' },
        },
        sophisticationLevel: 'EXPERT',
        userConfirmed: 'yes',
        mood: 'good',
      }),
    ).toEqual({
      fields: {
        age: { value: 34, confidence: 'high' },
        primaryGoals: { value: ['get stronger'], confidence: 'medium' },
      },
      userConfirmed: false,
      dropped: 6,
    });
  });

  it('accepts a string for a list, digits for a number, and words for an explicit none', () => {
    const report = fieldsOf({
      primaryGoals: { value: ' get stronger ' },
      age: { value: '34' },
      trainingFrequency: { value: ' 3 ' },
      sessionDurationMinutes: { value: '120' },
      injuryConsiderations: { value: 'none' },
      movementLimitations: { value: ['No restrictions'] },
      experienceLevel: { value: 'Intermediate' },
      goalTimeline: { value: ['by June', 'or later'] },
    });
    expect(report?.fields).toEqual({
      primaryGoals: { value: ['get stronger'], confidence: 'medium' },
      age: { value: 34, confidence: 'medium' },
      trainingFrequency: { value: 3, confidence: 'medium' },
      sessionDurationMinutes: { value: 120, confidence: 'medium' },
      injuryConsiderations: { value: [], confidence: 'medium' },
      movementLimitations: { value: [], confidence: 'medium' },
      experienceLevel: { value: 'intermediate', confidence: 'medium' },
      goalTimeline: { value: 'by June, or later', confidence: 'medium' },
    });
  });

  it.each([
    ['age', 12],
    ['age', 101],
    ['age', 34.5],
    ['age', 'old'],
    ['age', true],
    ['sessionDurationMinutes', 4],
    ['sessionDurationMinutes', 301],
    ['trainingFrequency', 0],
    ['primaryGoals', []],
    ['primaryGoals', 'none'],
    ['primaryGoals', ['x'.repeat(301)]],
    ['primaryGoals', Array.from({ length: 21 }, (_, index) => `goal ${index}`)],
    ['injuryConsiderations', Array.from({ length: 21 }, (_, index) => `injury ${index}`)],
    ['trainingFrequency', 8],
    ['goalTimeline', 'x'.repeat(301)],
    ['goalTimeline', ''],
    ['goalTimeline', null],
    ['successMetrics', [1]],
  ])('drops the field %s when its value is %j', (name, value) => {
    expect(fieldsOf({ [name]: { value } })).toMatchObject({ fields: {}, dropped: 1 });
  });

  it.each([
    ['age', 13],
    ['age', 100],
    ['trainingFrequency', 1],
    ['trainingFrequency', 7],
    ['sessionDurationMinutes', 5],
    ['sessionDurationMinutes', 300],
    ['goalTimeline', 'x'.repeat(300)],
    ['primaryGoals', Array.from({ length: 20 }, (_, index) => `goal ${index}`)],
    ['injuryConsiderations', Array.from({ length: 20 }, (_, index) => `injury ${index}`)],
  ])('accepts the field %s at its limit: %j', (name, value) => {
    expect(fieldsOf({ [name]: { value } })).toMatchObject({ fields: { [name]: { value } }, dropped: 0 });
  });

  it('drops blank items, repeated items and words for none from a list', () => {
    const { fields } =
      fieldsOf({ movementPreferences: { value: ['rowing', ' rowing ', ' ', 'None.', 'running'] } }) ?? {};
    expect(fields?.movementPreferences?.value).toEqual(['rowing', 'running']);
  });

  it('ignores a report that is not an object', () => {
    for (const input of [null, 'text', 3, [], true]) expect(readReport(input)).toBeUndefined();
    expect(readReport({})).toEqual({ fields: {}, userConfirmed: false, dropped: 0 });
    expect(readReport({ fields: [] })).toMatchObject({ dropped: 1 });
  });

  it('never throws and never accepts an invalid value in a report', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (whole, value) => {
        readReport(whole as Json);
        const names = ['age', 'primaryGoals', 'coachGenderPreference', '__proto__', 'constructor'];
        const report = fieldsOf(Object.fromEntries(names.map((name) => [name, { value, confidence: value }])) as Json);
        const age = report?.fields.age?.value;
        expect(age === undefined || (Number.isInteger(age) && age >= 13 && age <= 100)).toBe(true);
        expect(Object.keys(report?.fields ?? {}).every((name) => names.slice(0, 3).includes(name))).toBe(true);
      }),
    );
  });

  it('merges several reports of one answer, with the later value winning', () => {
    const one = readReport({ fields: { age: { value: 34 } }, sophisticationLevel: 'BEGINNER', userConfirmed: true });
    const two = readReport({ fields: { age: { value: 35 }, nonsense: 1 } });
    expect(mergeReports([one, two].filter((report) => report !== undefined))).toMatchObject({
      fields: { age: { value: 35 } },
      sophisticationLevel: 'BEGINNER',
      userConfirmed: true,
      dropped: 1,
    });
  });

  it('asks for a report with a plain JSON Schema of all fields', () => {
    const schema = JSON.stringify(recordIntake.spec.inputSchema);
    expect(schema).not.toContain('$schema');
    const properties = (JSON.parse(schema) as { properties: { fields: { properties: object } } }).properties;
    expect(Object.keys(properties)).toEqual(['fields', 'sophisticationLevel', 'userConfirmed']);
    expect(Object.keys(properties.fields.properties)).toHaveLength(22);
  });
});
