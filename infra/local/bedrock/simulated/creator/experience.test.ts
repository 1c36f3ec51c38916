import { describe, expect, it } from 'vitest';
import { EXPERIENCE_TOPIC, readExperience } from './experience.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readExperience, EXPERIENCE_TOPIC);

describe('experience', () => {
  it.each([
    ['beginner', "I'm completely new to this"],
    ['beginner', 'total beginner'],
    ['beginner', 'never really trained before'],
    ['beginner', 'just started a few months ago'],
    ['beginner', 'on and off for a year'],
    ['beginner', "I used to swim in high school but haven't trained in five years"],
    ['beginner', 'Been going to the gym for 6 months'],
    ['beginner', 'none'],
    ['intermediate', 'two years of crossfit, three times a week'],
    ['intermediate', 'I know the basics and have been lifting for 3 years'],
    ['intermediate', 'intermediate'],
    ['intermediate', "I'm not a beginner but not advanced either"],
    ['intermediate', 'lifting consistently for about a year'],
    ['intermediate', 'I competed in college rowing ten years ago, little since'],
    ['advanced', "I've competed at regionals twice and coach classes"],
    ['advanced', 'advanced'],
    ['advanced', 'ten years of powerlifting, five meets, I competed nationally'],
    ['advanced', "I've been training seriously for 12 years"],
    ['advanced', 'weightlifting since 2010'],
    ['intermediate', '3 years of lifting, never competed'],
  ])('reads the level %s in "%s"', (level, text) => expect(asked(text)).toMatchObject({ experienceLevel: level }));

  it('records the training history', () => {
    expect(asked('Well, two years of crossfit, before that swimming.')).toEqual({
      experienceLevel: 'intermediate',
      trainingHistory: 'two years of crossfit, before that swimming',
    });
  });

  it('reads the experience when it was not asked for only from sentences about the person’s training', () => {
    expect(unasked("I'm a complete beginner")).toMatchObject({ experienceLevel: 'beginner' });
    expect(unasked("I'm 34 and have been lifting for 5 years")).toMatchObject({ experienceLevel: 'intermediate' });
    expect(unasked('I want to compete at regionals')).toEqual({});
    expect(unasked('I train 4 days a week')).toEqual({});
    expect(unasked('I have a new dog')).toEqual({});
  });
});
