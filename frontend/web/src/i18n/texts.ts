import type { en } from './en.ts';
import type { enPrompt } from './en-prompt.ts';

/** The English texts: those of the first load, and those that are loaded with their pages. */
export type EnglishTexts = typeof en & { readonly prompt: typeof enPrompt };

type Translated<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : Translated<Original[Key]>;
};

/** The texts of a language: every key of the English texts. */
export type Texts = Translated<EnglishTexts>;
