export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** The key of `localStorage` under which the choice is remembered. */
export const CHOICE = 'coachstream.language';

const isLanguage = (value: string | null | undefined): value is Language => value === 'en' || value === 'de';

function remembered(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

/** The language that the person chose, else the first of the browser's that the app has. */
export function preferredLanguage(): Language {
  const choice = remembered();
  if (isLanguage(choice)) return choice;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}
