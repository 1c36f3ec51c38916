import { expect, it } from 'vitest';
import { isPlaceholder } from './placeholder.ts';

it.each([
  'custom mood, custom mood, custom mood',
  'custom mood custom mood custom mood custom mood',
  'Custom mood',
  'description',
  'n/a',
  'N A',
  'fox fox fox fox',
  'TBD.',
  'lorem ipsum',
])('refuses the placeholder "%s"', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

it.each([
  'fox',
  'a fox',
  'a fox and a fox',
  'a happy axolotl raising both fists',
  'a custom mood lamp on a desk',
  '狐狸',
  'ein Fuchs',
])('accepts the description "%s"', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});
