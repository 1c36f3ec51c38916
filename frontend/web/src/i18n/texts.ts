import type { en } from './en.ts';

type Translated<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : Translated<Original[Key]>;
};

/** The texts of a language: every key of the English texts. */
export type Texts = Translated<typeof en>;
