import { useTranslation } from 'react-i18next';
import { enPrompt } from './en-prompt.ts';

/**
 * Adds the prompt coach's English texts, which are loaded with its pages: the first load has no room for them. English
 * is the fallback, so it is added for every language. Other languages are loaded as a whole.
 */
export function usePromptTexts(): void {
  const { i18n } = useTranslation();
  if (i18n.getResource('en', 'translation', 'prompt.coach') !== undefined) return;
  i18n.addResourceBundle('en', 'translation', { prompt: enPrompt }, true);
}
