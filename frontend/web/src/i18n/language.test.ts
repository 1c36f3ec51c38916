// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { CHOICE, preferredLanguage } from './language.ts';

afterEach(() => {
  vi.restoreAllMocks();
  window.localStorage.clear();
});

it.each([
  ['the language that the person has chosen, whatever the browser prefers', 'de', ['en-US'], 'de'],
  ['the first language of the browser that the app has', null, ['fr-FR', 'de-AT', 'en'], 'de'],
  ['the language of the browser when the app has not the chosen one', 'fr', ['de'], 'de'],
  ['English when the app has none of the languages', null, ['fr', 'nl'], 'en'],
])('starts in %s', (_, choice, languages, expected) => {
  if (choice !== null) window.localStorage.setItem(CHOICE, choice);
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);

  expect(preferredLanguage()).toBe(expected);
});
