import { describe, expect, it } from 'vitest';
import { COMPETITION_TOPIC, readCompetition } from './competition.ts';
import { readSuccess, SUCCESS_TOPIC } from './success.ts';
import { readerOf } from './topic-reader-fixtures.ts';

describe('success', () => {
  const { asked, unasked } = readerOf(readSuccess, SUCCESS_TOPIC);

  it.each([
    ['Being able to do 5 pull-ups and run 5k without stopping', ['do 5 pull-ups', 'run 5k without stopping']],
    ['More energy, better sleep', ['More energy', 'better sleep']],
    ["I'd know it works when my jeans fit again", ['my jeans fit again']],
    ['Success would be training three times a week consistently', ['training three times a week consistently']],
    ['In three months I can squat 100 kg', ['squat 100 kg']],
    ['10 push-ups', ['10 push-ups']],
    ["don't know", ['feeling better and staying consistent']],
  ])('reads measures of success in "%s"', (text, metrics) => expect(asked(text)).toEqual({ successMetrics: metrics }));

  it('reads how progress is tracked', () => {
    expect(asked('Snatch 90 kg and Fran under 3 minutes. I track everything in a spreadsheet.')).toEqual({
      successMetrics: ['Snatch 90 kg', 'Fran under 3 minutes'],
      progressTrackingPreferences: 'I track everything in a spreadsheet',
    });
  });

  it('does not read a competition as a measure of success', () => {
    expect(asked("A strict pull-up. I don't want to compete.")).toEqual({ successMetrics: ['A strict pull-up'] });
    expect(unasked('I train at home')).toEqual({});
  });
});

describe('competing', () => {
  const { asked, unasked } = readerOf(readCompetition, COMPETITION_TOPIC);

  it.each([
    'no',
    "I don't want to compete",
    'No interest in competitions',
    'not for me, thanks',
    'Just for myself',
    "A strict pull-up. And no, I won't compete.",
    'nah',
    'competing is not my thing',
  ])('reads "%s" as no competition', (text) => expect(asked(text)).toEqual({ competitionGoals: [] }));

  it.each([
    ['maybe someday', ['maybe someday'], undefined],
    ['a local competition', ['a local competition'], undefined],
    ['Yes', ['interested in competing'], undefined],
    ['I want to qualify for semifinals in May', ['qualify for semifinals'], 'in May'],
    ["never competed before, but I'd love to do a local throwdown next year", ['do a local throwdown'], 'next year'],
    ["I wouldn't mind an online competition", ["I wouldn't mind an online competition"], undefined],
    ["I don't want to compete in CrossFit, but a Hyrox race would be fun", ['a Hyrox race would be fun'], undefined],
  ])('reads the competition in "%s"', (text, goals, timeline) => {
    expect(asked(text)).toEqual({ competitionGoals: goals, ...(timeline && { competitionTimeline: timeline }) });
  });

  it('reads competitions when they were not asked for only from wishes and refusals', () => {
    expect(unasked('My goal is to qualify for the semifinals in May')).toMatchObject({
      competitionGoals: ['qualify for the semifinals'],
    });
    expect(unasked("I don't want to compete")).toEqual({ competitionGoals: [] });
    expect(unasked('I competed at regionals twice')).toEqual({});
    expect(unasked('I want to get stronger')).toEqual({});
  });
});
