import { describe, expect, it } from 'vitest';
import { COMPETITION_TOPIC, hearCompetition } from './competition.ts';
import { listening } from './listening-fixtures.ts';
import { hearSuccess, SUCCESS_TOPIC } from './success.ts';

describe('success', () => {
  const { asked, unasked } = listening(hearSuccess, SUCCESS_TOPIC);

  it.each([
    ['Being able to do 5 pull-ups and run 5k without stopping', ['do 5 pull-ups', 'run 5k without stopping']],
    ['More energy, better sleep', ['More energy', 'better sleep']],
    ["I'd know it works when my jeans fit again", ['my jeans fit again']],
    ['Success would be training three times a week consistently', ['training three times a week consistently']],
    ['In three months I can squat 100 kg', ['squat 100 kg']],
    ['10 push-ups', ['10 push-ups']],
    ["don't know", ['feeling better and staying consistent']],
  ])('hears "%s"', (text, metrics) => expect(asked(text)).toEqual({ successMetrics: metrics }));

  it('hears how it is tracked', () => {
    expect(asked('Snatch 90 kg and Fran under 3 minutes. I track everything in a spreadsheet.')).toEqual({
      successMetrics: ['Snatch 90 kg', 'Fran under 3 minutes'],
      progressTrackingPreferences: 'I track everything in a spreadsheet',
    });
  });

  it('leaves competing to its own question', () => {
    expect(asked("A strict pull-up. I don't want to compete.")).toEqual({ successMetrics: ['A strict pull-up'] });
    expect(unasked('I train at home')).toEqual({});
  });
});

describe('competing', () => {
  const { asked, unasked } = listening(hearCompetition, COMPETITION_TOPIC);

  it.each([
    'no',
    "I don't want to compete",
    'No interest in competitions',
    'not for me, thanks',
    'Just for myself',
    "A strict pull-up. And no, I won't compete.",
    'nah',
    'competing is not my thing',
  ])('is refused in "%s"', (text) => expect(asked(text)).toEqual({ competitionGoals: [] }));

  it.each([
    ['maybe someday', ['maybe someday'], undefined],
    ['a local competition', ['a local competition'], undefined],
    ['Yes', ['interested in competing'], undefined],
    ['I want to qualify for semifinals in May', ['qualify for semifinals'], 'in May'],
    ["never competed before, but I'd love to do a local throwdown next year", ['do a local throwdown'], 'next year'],
    ["I wouldn't mind an online competition", ["I wouldn't mind an online competition"], undefined],
    ["I don't want to compete in CrossFit, but a Hyrox race would be fun", ['a Hyrox race would be fun'], undefined],
  ])('is heard in "%s"', (text, goals, timeline) => {
    expect(asked(text)).toEqual({ competitionGoals: goals, ...(timeline && { competitionTimeline: timeline }) });
  });

  it('is heard unasked where it is wished for or refused', () => {
    expect(unasked('My goal is to qualify for the semifinals in May')).toMatchObject({
      competitionGoals: ['qualify for the semifinals'],
    });
    expect(unasked("I don't want to compete")).toEqual({ competitionGoals: [] });
    expect(unasked('I competed at regionals twice')).toEqual({});
    expect(unasked('I want to get stronger')).toEqual({});
  });
});
