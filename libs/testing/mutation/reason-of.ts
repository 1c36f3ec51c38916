import { readFileSync } from 'node:fs';
import { EQUIVALENTS, STRING } from './equivalents.ts';
import type { Mutant } from './mutants.ts';

/** Families of equivalent mutants, by what they look like in the code of the file. */
const FAMILIES: readonly { readonly isOne: (mutant: Mutant, code: string) => boolean; readonly why: string }[] = [
  {
    isOne: ({ original, replacement }, code) =>
      / !== undefined$/.test(original) && replacement === 'true' && code.includes(`...(${original} && {`),
    why: 'a field with the value undefined is stored, sent and compared like no field',
  },
  {
    isOne: ({ original, replacement }, code) =>
      original === "''" && replacement === STRING && /params\['\w+'\] \?\? ''/.test(code),
    why: 'the pattern of the route has the parameter, so the default is for the compiler',
  },
  {
    isOne: ({ original, replacement }) => replacement === 'default:' && original.endsWith('satisfies never;'),
    why: 'the compiler knows that no case is left',
  },
  {
    isOne: ({ original, replacement }, code) => replacement === '""' && code.includes(`digest(${original}, `),
    why: 'no other operation has the same other parts; its name makes that plain',
  },
];

/** Why a mutant cannot be noticed, if it is known to be so. */
export function reasonOf(mutant: Mutant): string | undefined {
  const { file, original, replacement } = mutant;
  const known = EQUIVALENTS.find(
    (other) => other.file === file && other.original === original && other.replacement === replacement,
  );
  return known?.why ?? FAMILIES.find(({ isOne }) => isOne(mutant, codeOf(file)))?.why;
}

const read = new Map<string, string>();

function codeOf(file: string): string {
  const code = read.get(file) ?? readFileSync(file, 'utf8').replace(/\s+/g, ' ');
  read.set(file, code);
  return code;
}
