import type { ProblemCode } from '#contract/problems';
import type { en } from './en.ts';

type Translated<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string ? string : Translated<Original[Key]>;
};

/** What a language has to say: every key of the English texts, and a sentence for every problem there is. */
export type Texts = Translated<typeof en> & { readonly problem: Readonly<Record<ProblemCode, string>> };
