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

/** The language that the person chose, else the first of the browser's that the app has. */
export function preferredLanguage(): Language {
  const choice = remembered();
  if (isLanguage(choice)) return choice;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

/** English is in the first load, because it is the fallback. Other languages are loaded when they are chosen. */
const TEXTS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de.ts')).de,
};

async function speak(i18n: i18n, language: Language): Promise<void> {
  i18n.addResourceBundle(language, 'translation', await TEXTS[language]());
  await i18n.changeLanguage(language);
}

/** Changes the language, also for the next visit. */
export async function chooseLanguage(i18n: i18n, language: Language): Promise<void> {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // Without storage the choice lasts until the page is left.
  }
  await speak(i18n, language);
}

/** Loads a language; English, if it can't be loaded. */
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
