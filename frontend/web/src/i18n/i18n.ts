import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { CHOICE, type Language } from './language.ts';

/** Most of English is in the first load, because it is the fallback. Other languages are loaded when they are chosen. */
const TEXTS: Readonly<Record<Language, () => Promise<object>>> = {
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
