import { describe, expect, it } from 'vitest';
import { GENDER_TOPIC, readGender } from './gender.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readGender, GENDER_TOPIC);

describe('the voice of the coach', () => {
  it.each([
    ['female', 'Female please'],
    ['female', 'a woman'],
    ['female', "I'd prefer a female coach."],
    ['female', 'A woman would be better than a man for me'],
    ['female', "I'm a guy but I'd like a woman"],
    ['female', 'anything but a man'],
    ['female', 'female, not male'],
    ['female', "I don't really mind, but a female voice would be nice"],
    ['female', 'as a woman I feel more comfortable with a woman'],
    ['female', 'her'],
    ['female', 'femlae plz'],
    ['female', 'Hey guys! A lady would be great'],
    ['male', 'male'],
    ['male', 'Make it a man'],
    ['male', "I'm a 34 year old woman and I'd like a male coach"],
    ['male', 'a dude'],
    ['male', 'I would rather hear a male voice than a female one'],
    ['male', "Let's go with a guy."],
    ['neutral', 'neutral'],
    ['neutral', "don't mind"],
    ['neutral', 'dont mind'],
    ['neutral', 'Either is fine'],
    ['neutral', 'no preference'],
    ['neutral', 'Male or female, it does not matter to me'],
    ['neutral', 'gender-neutral please'],
    ['neutral', 'surprise me'],
    ['neutral', "man, I don't care"],
    ['neutral', 'both'],
    ['neutral', 'No.'],
    ['neutral', 'whatever works'],
    ['neutral', 'non-binary'],
    ['neutral', "I'm a woman, but I don't have a preference"],
  ])('reads the coach’s gender %s in "%s"', (gender, text) => {
    expect(asked(text)).toEqual({ coachGenderPreference: gender });
  });

  it.each(['Hi, I want to lose weight', "I'm a woman of 40", 'Hello!', 'my wife thinks I should do this'])(
    'hears none in "%s"',
    (text) => expect(asked(text)).toEqual({}),
  );

  it('reads the coach’s gender when it was not asked for only from sentences about the coach', () => {
    expect(unasked("I'm Sam, I'd like a female coach and I want to lose weight")).toEqual({
      coachGenderPreference: 'female',
    });
    expect(unasked('actually make the coach male', { isCorrecting: true })).toEqual({ coachGenderPreference: 'male' });
    expect(unasked('I train with two guys and a girl')).toEqual({});
    expect(unasked("I don't mind running")).toEqual({});
  });
});
