import { validationFailed } from './errors.ts';

/** Words, `#names`, `:values`, list indexes and signs. */
const TOKEN = /\s*(?:(<>|<=|>=|[=<>(),.[\]+-])|([:#]?[A-Za-z_][\w]*|[:#][\w]+|\d+))/y;

/** The tokens of one expression, read from left to right. */
export interface Tokens {
  peek(ahead?: number): string | undefined;
  /** @throws ValidationException at the end. */
  next(): string;
  /** Consumes the next token if it equals `word`, ignoring case. */
  take(word: string): boolean;
  /** @throws ValidationException unless the next token is `word`. */
  expect(word: string): void;
  fail(): never;
}

export function tokensOf(expression: string): Tokens {
  const words: string[] = [];
  const length = expression.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (!match) throw validationFailed(`Invalid expression: syntax error at ${at} in ${expression}`);
    words.push(match[1] ?? match[2] ?? '');
  }
  let place = 0;
  const fail = (): never => {
    throw validationFailed(`Invalid expression: syntax error near ${words[place] ?? '<end>'} in ${expression}`);
  };
  const peek = (ahead = 0) => words[place + ahead];
  const next = () => words[place++] ?? fail();
  const take = (word: string) => {
    const found = words[place]?.toUpperCase() === word.toUpperCase();
    if (found) place += 1;
    return found;
  };
  return { peek, next, take, fail, expect: (word) => void (take(word) || fail()) };
}

/** Caches parse results, because few expressions are parsed often. */
export function memoize<Result>(parse: (expression: string) => Result): (expression: string) => Result {
  const known = new Map<string, Result>();
  return (expression) => {
    const found = known.get(expression);
    if (found !== undefined) return found;
    const made = parse(expression);
    known.set(expression, made);
    return made;
  };
}
