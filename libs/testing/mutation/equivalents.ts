import type { Mutant } from './mutants.ts';

/** A mutant that behaves like the product, so that no test can notice it. */
export interface Equivalent extends Pick<Mutant, 'file' | 'original' | 'replacement'> {
  readonly why: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [];

/** Why a mutant cannot be noticed, if it is known to be so. */
export const reasonOf = ({ file, original, replacement }: Mutant): string | undefined =>
  EQUIVALENTS.find((known) => known.file === file && known.original === original && known.replacement === replacement)
    ?.why;
