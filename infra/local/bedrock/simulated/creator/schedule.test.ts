import { describe, expect, it } from 'vitest';
import { readSchedule, SCHEDULE_TOPIC } from './schedule.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readSchedule, SCHEDULE_TOPIC);

describe('days and minutes', () => {
  it.each([
    [3, 45, '45 minutes, 3 days'],
    [4, 60, 'I train 4x a week for an hour'],
    [3, 45, 'Three days a week, about 45 minutes.'],
    [4, 90, 'four times a week, an hour and a half each'],
    [2, 30, 'Twice a week, half an hour'],
    [5, 60, 'Monday to Friday, one hour before work'],
    [3, 60, 'Mon, Wed and Fri for 60 min'],
    [3, 50, 'MWF, 50 mins'],
    [4, 60, '4, 60'],
    [4, 45, '4x45'],
    [7, 20, 'every day, 20 min'],
    [6, 75, 'every day except Sunday, 1h15'],
    [3, 45, '3-4 days, 45-60 minutes'],
    [5, 90, '5 days/week, 1.5 hours'],
    [5, 120, 'I can do 5 days on, 2 days off, two hours each'],
    [2, 60, 'only on weekends, 1 hour'],
    [3, 40, 'I have 3 evenings per week and 40 minutes each; the gym is 15 minutes away'],
    [4, 45, 'my commute is 50 minutes so 4 days a week at 45 minutes works'],
    [5, 60, '3 days lifting and 2 days running, an hour each'],
    [4, 60, 'not 3 but 4 days, for 60 minutes'],
    [3, 90, '3 sessions a week, ninety minutes'],
    [6, 60, '6 days a week, sometimes two sessions a day, 60 minutes each'],
    [3, 45, '3 dyas a wekk, 45 minuts'],
    [2, 60, 'Tuesdays and Thursdays, hour long'],
    [5, 30, 'weekdays, 30 minutes at lunch'],
    [4, 60, 'I could manage four days per week; sessions of roughly an hour'],
    [3, 60, 'between 3 and 4 days, around one hour'],
    [4, 90, '4 days a week, 90 minutes a session'],
    [3, 25, 'at 6am, 3 days, 25 min'],
    [4, 50, 'Fifty minutes, four days'],
  ])('reads %i days of %i minutes in "%s"', (days, minutes, text) => {
    expect(asked(text)).toMatchObject({ trainingFrequency: days, sessionDurationMinutes: minutes });
  });

  it.each([
    ['4 days', { trainingFrequency: 4 }],
    ['four', { trainingFrequency: 4 }],
    ['45 minutes', { sessionDurationMinutes: 45 }],
    ['about an hour', { sessionDurationMinutes: 60 }],
  ])('reads only days or only minutes in "%s"', (text, found) => expect(asked(text)).toEqual(found));

  it('reads a bare number as the value that is missing', () => {
    expect(asked('60', { covered: { trainingFrequency: 4 } })).toEqual({ sessionDurationMinutes: 60 });
    expect(asked('1', { covered: { trainingFrequency: 4 } })).toEqual({ sessionDurationMinutes: 60 });
    expect(asked('5', { covered: { sessionDurationMinutes: 45 } })).toEqual({ trainingFrequency: 5 });
  });

  it('reads the schedule when it was not asked for only from plans', () => {
    expect(unasked("I'm 34 and train 4x a week for an hour")).toEqual({
      trainingFrequency: 4,
      sessionDurationMinutes: 60,
    });
    expect(unasked('actually make that 4 days', { isCorrecting: true })).toEqual({ trainingFrequency: 4 });
    expect(unasked('make it 4 days instead of 3', { isCorrecting: true })).toEqual({ trainingFrequency: 4 });
    expect(unasked('change 45 minutes to 60 minutes', { isCorrecting: true })).toEqual({ sessionDurationMinutes: 60 });
    expect(unasked('I want to run 5k in 25 minutes')).toEqual({});
    expect(unasked('My 5k time is 25 minutes')).toEqual({});
    expect(unasked('in 3 months I want to lose 4 kg')).toEqual({});
    expect(unasked('I hurt my back 3 days ago')).toEqual({});
    expect(unasked('one day I would like to compete')).toEqual({});
    expect(unasked('I work 10 hours a day at a desk')).toEqual({});
  });

  it('reads the preferred time of day', () => {
    expect(asked('3 mornings a week, 45 min')).toMatchObject({ trainingFrequency: 3, timeOfDayPreference: 'morning' });
    expect(asked('4 days, an hour, after work')).toMatchObject({ timeOfDayPreference: 'evening' });
  });

  it('reads an answer without numbers as three days of 45 minutes', () => {
    expect(asked('it varies a lot')).toEqual({ trainingFrequency: 3, sessionDurationMinutes: 45 });
  });
});
