import { expect, it } from 'vitest';
import { contradicts, speaksAs } from './gender.ts';

const GENDERS = ['female', 'male', 'neutral'] as const;

it.each([
  ['You speak as a female coach.', ['female']],
  ['A warm voice of a woman.', ['female']],
  ['You speak as a male coach.', ['male']],
  ['He talks plainly.', ['male']],
  ['You speak with a neutral voice.', ['neutral']],
  ['You speak warmly.', []],
  ['A female voice, but never a male one.', []],
  ['Neutral in all that she says.', ['female']],
  ['A neutral voice, not that of a man.', ['male']],
  ['', []],
])('recognizes in the tone %j of a coach the genders %j and no other', (tone, heard) => {
  expect(GENDERS.filter((gender) => speaksAs(tone, gender))).toEqual(heard);
});

it.each([
  ['like my old male coach', ['female', 'neutral']],
  ['a man of a coach', []],
  ['speak as a woman', ['male', 'neutral']],
  ['You are a kind man', ['female', 'neutral']],
  ['a female yoga instructor', ['male', 'neutral']],
  ['for women of my age', []],
  ['a strict coach', []],
])('finds that %j contradicts the genders %j', (text, genders) => {
  expect(GENDERS.filter((gender) => contradicts(text, gender))).toEqual(genders);
});
