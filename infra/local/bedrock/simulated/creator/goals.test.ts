import { describe, expect, it } from 'vitest';
import { GOALS_TOPIC, readGoals } from './goals.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readGoals, GOALS_TOPIC);

describe('goals and their date', () => {
  it.each([
    ['I want to lose 10 kg and feel stronger by June', ['lose 10 kg', 'feel stronger'], 'by June'],
    ['lose weight, in three months', ['lose weight'], 'in three months'],
    ["I'd like to run a half marathon next year.", ['run a half marathon'], 'next year'],
    [
      'In the next 6 months I want to build muscle and get my first pull-up',
      ['build muscle', 'get my first pull-up'],
      'In the next 6 months',
    ],
    ['My goal is to deadlift 180 kg before Christmas', ['deadlift 180 kg'], 'before Christmas'],
    ['Get in shape for my wedding in September', ['Get in shape'], 'for my wedding in September'],
    ['get stronger, no rush', ['get stronger'], 'no fixed date'],
    ['weight loss and more energy. 6 months', ['weight loss', 'more energy'], '6 months'],
    ['Qualify for the masters semifinals in May 2027', ['Qualify for the masters semifinals'], 'in May 2027'],
    [
      'I just want to feel better in my body because my doctor told me so, by the end of the year',
      ['feel better in my body'],
      'by the end of the year',
    ],
    [
      'improve my snatch and hit a muscle-up within 12 weeks',
      ['improve my snatch', 'hit a muscle-up'],
      'within 12 weeks',
    ],
    ["I'm hoping to tone up. I'd say about half a year.", ['tone up'], 'about half a year'],
    ['get fit to keep up with my kids by summer', ['get fit to keep up with my kids'], 'by summer'],
    ['strength and mobility, long term', ['strength', 'mobility'], 'no fixed date'],
    ['I want to lose about 8kg over the next couple of months', ['lose about 8kg'], 'over the next couple of months'],
  ])('reads goals and their date in "%s"', (text, goals, timeline) => {
    expect(asked(text)).toEqual({ primaryGoals: goals, goalTimeline: timeline });
  });

  it('reads no date when none was given', () => {
    expect(asked('I want to get stronger')).toEqual({ primaryGoals: ['get stronger'] });
    expect(asked('by June', { covered: { primaryGoals: ['x'] } })).toEqual({ goalTimeline: 'by June' });
    expect(asked('six months', { covered: { primaryGoals: ['x'] } })).toEqual({ goalTimeline: 'six months' });
    expect(asked('no deadline really', { covered: { primaryGoals: ['x'] } })).toEqual({
      goalTimeline: 'no fixed date',
    });
  });

  it('does not read a past period as the date of a goal', () => {
    expect(asked('I have been lifting for 6 months and want to get stronger')).toEqual({
      primaryGoals: ['get stronger'],
    });
    expect(asked('I had a baby 4 months ago and want to lose weight')).toEqual({ primaryGoals: ['lose weight'] });
  });

  it('reads goals when they were not asked for only from wishes', () => {
    expect(unasked("Hi, I'm Sam. I'd like a female coach and I want to lose weight by June.")).toEqual({
      primaryGoals: ['lose weight'],
      goalTimeline: 'by June',
    });
    expect(unasked('I want a female coach')).toEqual({});
    expect(unasked('I want to train 4 days a week')).toEqual({});
    expect(unasked('I had surgery 2 years ago')).toEqual({});
    expect(unasked('I train at home')).toEqual({});
  });

  it('corrects a goal only in sentences about goals', () => {
    const known = { covered: { primaryGoals: ['lose weight'], goalTimeline: 'by June' }, isCorrecting: true };
    expect(unasked('Actually my goal is to build muscle', known)).toEqual({ primaryGoals: ['build muscle'] });
    expect(unasked('I love running', known)).toEqual({});
  });
});
