import { readFileSync } from 'node:fs';
import type { Mutant } from './mutants.ts';

/** A mutant that behaves like the product, so that no test can notice it. */
export interface Equivalent extends Pick<Mutant, 'file' | 'original' | 'replacement'> {
  readonly why: string;
}

const STRING = '"Stryker was here!"';

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: 'libs/http/body.ts',
    original: "''",
    replacement: STRING,
    why: 'neither of them is the type of JSON',
  },
  {
    file: 'libs/http/body.ts',
    original: 'index < text.length',
    replacement: 'index <= text.length',
    why: 'there is no character after the last, and it is no bracket',
  },
  {
    file: 'libs/http/hash-of.ts',
    original: 'a < b',
    replacement: 'a <= b',
    why: 'an object has each name once',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: "typeof value === 'string'",
    replacement: 'true',
    why: 'only a text that is a UUID is changed',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: 'Object.entries(fields).filter(([, value]) => value !== undefined)',
    replacement: 'Object.entries(fields)',
    why: 'the schema and the hash take an undefined field for none',
  },
  {
    file: 'libs/http/read-turn.ts',
    original: 'value !== undefined',
    replacement: 'true',
    why: 'the schema and the hash take an undefined field for none',
  },
  {
    file: 'libs/http/router.ts',
    original: 'PARAMS.get(name)?.(value)',
    replacement: 'PARAMS.get(name)(value)',
    why: 'a router with a parameter that has no check is not created',
  },
  {
    file: 'libs/http/router.ts',
    original: "''",
    replacement: STRING,
    why: 'a list of the same length has the element, and no user has either name',
  },
  {
    file: 'libs/http/routes/game-coach-session-routes.ts',
    original: '{ limit: 1 }',
    replacement: '{}',
    why: 'the messages are not answered; the limit saves reads',
  },
  {
    file: 'libs/http/validate.ts',
    original: '(inner as Record<PropertyKey, unknown> | null | undefined)?.[key]',
    replacement: '(inner as Record<PropertyKey, unknown> | null | undefined)[key]',
    why: 'no fault is found inside of a value that is not there',
  },
  {
    file: 'libs/http/routes/game-coach-session-routes.ts',
    original: "'desc'",
    replacement: '""',
    why: 'every order but `asc` is descending',
  },
  {
    file: 'libs/http/turn-answer.ts',
    original: "found !== 'silent'",
    replacement: 'true',
    why: 'a text is not `done`',
  },
  {
    file: 'libs/http/turn-answer.ts',
    original: "'silent'",
    replacement: '""',
    why: 'a text is not `done`',
  },
];

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
