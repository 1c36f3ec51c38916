import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import type { Texts } from './texts.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

const CHOICE = 'coachstream.language';

const isLanguage = (value: string | null | undefined): value is Language => value === 'en' || value === 'de';

function remembered(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

/** What the person chose here, else the first of the browser's languages that we speak. */
export function preferredLanguage(): Language {
  const choice = remembered();
  if (isLanguage(choice)) return choice;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

/** English is part of the first load, since it stands in for whatever is missing; others come when they are wanted. */
const TEXTS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de.ts')).de,
};

async function speak(i18n: i18n, language: Language): Promise<void> {
  i18n.addResourceBundle(language, 'translation', await TEXTS[language]());
  await i18n.changeLanguage(language);
}

/** Speaks another language from now on, and next time too. */
export async function chooseLanguage(i18n: i18n, language: Language): Promise<void> {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // Then it holds until the page is left.
  }
  await speak(i18n, language);
}

/** Ready to speak; in English, if the language's texts can't be had. */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  instance.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  await instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  await speak(instance, language).catch(() => undefined);
  return instance;
}
